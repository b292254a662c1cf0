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
    zh: "办理此事项需要更高的身份认证级别：{required}。",
    en: "This item asks for a higher identity level: {required}.",
  },
});
