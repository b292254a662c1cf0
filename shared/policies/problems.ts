import { defineProblems } from "#shared/kernel/http/problem.ts";

export const policyProblems = defineProblems({
  policyNotFound: {
    status: 404,
    zh: "没有这项政策，或者已经撤下、截止。",
    en: "There is no such policy, or it was withdrawn or is over.",
  },
  matchNotFound: {
    status: 404,
    zh: "没有这条匹配的政策，或者您没有同意政策匹配。",
    en: "No such policy was matched for you, or you do not consent to matching.",
  },
  organisationNeeded: {
    status: 403,
    zh: "只能为自己，或者以组织全部事务的代理人身份为该组织设置。",
    en: "This is set for oneself, or for an organisation by whoever acts in all its matters.",
  },
});
