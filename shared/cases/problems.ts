import { defineProblems } from "#shared/http/problem.ts";

export const caseProblems = defineProblems({
  itemNotFound: { status: 404, zh: "没有这个事项。", en: "There is no such service item." },
  caseNotFound: { status: 404, zh: "没有找到这个办件。", en: "There is no such case." },
  actionNotAllowed: {
    status: 409,
    zh: "办件现在不能这样办理；现在可以：{allowedActions}。",
    en: "This cannot be done with the case now; possible now: {allowedActions}.",
  },
  guardFailed: {
    status: 409,
    zh: "条件还不具备（{guard}）；现在可以：{allowedActions}。",
    en: "A condition is not met ({guard}); possible now: {allowedActions}.",
  },
  staleVersion: {
    status: 412,
    zh: "办件已有更新，当前版本为 {currentVersion}，请刷新后再试。",
    en: "The case has changed; its version is now {currentVersion}. Please reload and try again.",
  },
  keyReused: {
    status: 422,
    zh: "这个 Idempotency-Key 已用于另一份申请。",
    en: "This Idempotency-Key was used for another application.",
  },
  identityLevelTooLow: {
    status: 403,
    zh: "办理此事项需要更高的身份认证级别：{required}。",
    en: "This item asks for a higher identity level: {required}.",
  },
});
