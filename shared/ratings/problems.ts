import { defineProblems } from "#shared/http/problem.ts";

export const ratingProblems = defineProblems({
  /** The same whether there is no such case or it is somebody else's. */
  caseNotFound: {
    status: 404,
    zh: "没有找到可由您评价的办件。",
    en: "There is no such case for you to rate.",
  },
  notRatable: {
    status: 409,
    zh: "这个环节（{stage}）还不能评价，请在该环节办完后再评。",
    en: "This stage ({stage}) cannot be rated yet; please rate it once it is over.",
  },
  alreadyRated: {
    status: 409,
    zh: "这个环节（{stage}）已经评价过，每个环节评价一次。",
    en: "This stage ({stage}) has been rated; each stage is rated once.",
  },
  keyReused: {
    status: 422,
    zh: "这个 Idempotency-Key 已用于另一份评价。",
    en: "This Idempotency-Key was used for another rating.",
  },
  ratingNotQueued: {
    status: 503,
    zh: "评价暂时无法接收，请稍后重发；重复的评价不会重复计入。",
    en: "The rating could not be taken. Please send it again later; repeats do no harm.",
  },
});
