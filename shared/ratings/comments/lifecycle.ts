import { defineLifecycle } from "#shared/kernel/lifecycle/lifecycle.ts";
import type { Comment } from "./comments.ts";

/** What a decision asks beside the comment. */
export type Circumstances = {
  now: string;
  /** Whether its rating counts. */
  counts: boolean;
  /** Of the case's people: what no text may tell. */
  names: readonly string[];
};

const shown = ["waiting", "published"] as const;

/** What becomes of a comment, and who decides it. */
export const lifecycle = defineLifecycle<Comment, Circumstances>()({
  name: "comment",
  states: {
    waiting: { zh: "待审核", en: "To be reviewed" },
    published: { zh: "已公开", en: "Published" },
    withheld: { zh: "不公开", en: "Withheld" },
  },
  begins: ["waiting"],
  ends: ["withheld"],
  guards: {
    ratingCounts: {
      holds: (_comment, _actor, { counts }) => counts,
      text: {
        zh: "这条评价未计入统计，不能公开。",
        en: "Its rating does not count, so the comment is not published.",
      },
    },
  },
  actions: {
    publish: {
      from: shown,
      to: ["published"],
      roles: ["supervisor"],
      guards: ["ratingCounts"],
      event: "published",
      label: { zh: "公开评价内容", en: "Publish a comment" },
    },
    // By itself once its rating will never count.
    withhold: {
      from: shown,
      to: ["withheld"],
      roles: ["supervisor", "system"],
      event: "withheld",
      label: { zh: "不公开评价内容", en: "Withhold a comment" },
    },
    reply: {
      from: ["published"],
      to: "same",
      roles: ["clerk", "reviewer"],
      event: "replied",
      label: { zh: "部门回复评价", en: "Reply to a published comment" },
    },
  },
});
