import { defineProblems } from "#shared/kernel/http/problem.ts";

export const caseProblems = defineProblems({
  itemNotFound: { status: 404, zh: "没有这个事项。", en: "There is no such service item." },
  caseNotFound: { status: 404, zh: "没有找到这个办件。", en: "There is no such case." },
  personalDataDeleted: {
    status: 409,
    zh: "保存期已过，申请内容和个人信息已经删除；办理结果和过程仍可查看。",
    en: "The application and its personal data were deleted at the end of their time; the result and the history remain.",
  },
  identityLevelTooLow: {
    status: 403,
    zh: "申请人须经实名核验（所需级别：{required}）。请先在统一身份认证平台完成核验后重新登录，或者带身份证件到窗口办理。",
    en: "An applicant's identity must be verified first (level needed: {required}). Please have it verified where you sign in and sign in again, or come to the window with your identity document.",
  },
});
