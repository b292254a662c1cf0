import { defineProblems } from "#shared/kernel/http/problem.ts";

export const representationProblems = defineProblems({
  identityNeeded: {
    status: 403,
    zh: "须先完成实名核验。请在统一身份认证平台核验后重新登录，或者带身份证件到窗口办理。",
    en: "Your identity must be verified first. Please have it verified where you sign in and sign in again, or come to the window with your identity document.",
  },
  mayNotMandate: {
    status: 403,
    zh: "您不是该单位有效的法定代表人，不能授权他人；请先绑定电子营业执照。",
    en: "You are not that organisation's legal representative here, so you cannot mandate others. Please have its licence confirmed first.",
  },
});
