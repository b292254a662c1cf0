import { defineProblems } from "#shared/kernel/http/problem.ts";

export const caseProblems = defineProblems({
  itemNotFound: { status: 404, zh: "没有这个事项。", en: "There is no such service item." },
  caseNotFound: { status: 404, zh: "没有找到这个办件。", en: "There is no such case." },
  documentsTaken: {
    status: 422,
    zh: "这些文件已用于另一份申请，请重新上传：{documents}。",
    en: "These files belong to another application; please upload them again: {documents}.",
  },
  identityLevelTooLow: {
    status: 403,
    zh: "办理此事项需要更高的身份认证级别：{required}。",
    en: "This item asks for a higher identity level: {required}.",
  },
});
