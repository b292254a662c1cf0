import * as z from "zod";
import type { RatingEvent } from "#events/rating.ts";
import { type Moment, workingDaysAfter } from "#shared/kernel/calendar/moment.ts";
import { type BodiesOf, decider } from "#shared/kernel/lifecycle/decide.ts";
import { lifecycle } from "./lifecycle.ts";
import { rectificationPolicy as policy } from "./policy.ts";
import {
  appealGrounds,
  callResults,
  findings,
  notificationWays,
  type Order,
  rectification,
  rectificationIdOf,
  wordsSchema,
} from "./record.ts";

/** What each action of a person asks for; `words` goes to the history. */
export const bodies = {
  recordCall: z.strictObject({ result: z.enum(callResults), words: wordsSchema.optional() }),
  verify: z.strictObject({
    finding: z.enum(findings).meta({
      description: "justified: to be put right; noBasis: to be explained; unfounded: it was not so",
    }),
    /** Takes longer: the reason is in `words`. */
    complex: z.boolean().default(false),
    words: wordsSchema,
  }),
  rectify: z.strictObject({ words: wordsSchema }),
  /** `words` is what the rater reads. */
  notify: z.strictObject({ how: z.enum(notificationWays), words: wordsSchema }),
  appeal: z.strictObject({ ground: z.enum(appealGrounds), words: wordsSchema }),
  upholdAppeal: z.strictObject({ words: wordsSchema }),
  dismissAppeal: z.strictObject({ words: wordsSchema }),
};
type Bodies = BodiesOf<typeof bodies> & {
  escalate: object;
  followUp: { level: Order["level"] };
  drop: object;
};

/** The order that a bad rating opens. */
export function openOrder(
  rating: Omit<RatingEvent["data"], "turn" | "channel" | "ratedAt"> & Pick<Order, "applicantId">,
  moment: Moment,
  trace: string,
): Order {
  return rectification.first(
    {
      rectificationId: rectificationIdOf(rating),
      ...rating,
      state: rating.anonymous ? "verifying" : "opened",
      openedAt: moment.now,
      appealBy: workingDaysAfter(moment, policy.appealDays),
      dueAt: workingDaysAfter(moment, policy.verifyDays),
      calls: [],
      escalated: [],
    },
    { event: "opened", at: moment.now, actor: { role: "system", id: "ratings" }, trace },
  );
}

/** The next version of an order, or why not. */
export const decide = decider(
  rectification,
  lifecycle,
)<Bodies>({
  recordCall: ({ calls: before }, { result }, { id }, { now }) => {
    const calls = [...before, { at: now, by: id, result }];
    const over = result !== "notReached" || calls.length >= policy.maxCalls;
    return { calls, state: over ? "verifying" : "opened" };
  },
  verify: (_order, { finding, complex }, _actor, moment) => {
    const { simpleDays, complexDays } = policy;
    const justified = finding === "justified";
    return {
      finding,
      ...(complex && { complex }),
      ...(!justified && { outcome: finding === "unfounded" ? "unfounded" : "explained" }),
      state: justified ? "rectifying" : "notifying",
      dueAt: workingDaysAfter(moment, complex ? complexDays : simpleDays),
    };
  },
  rectify: () => ({ outcome: "rectified" }),
  notify: (_order, { how, words }, _actor, { now }) => ({ notified: { how, words, at: now } }),
  appeal: ({ state }, { ground }, { id }) => ({ appeal: { ground, by: id, resumeTo: state } }),
  upholdAppeal: () => ({}),
  dismissAppeal: ({ appeal }) =>
    appeal ? { state: appeal.resumeTo, appeal: { ...appeal, dismissed: true } } : {},
  escalate: ({ escalated, dueAt }) => ({ escalated: [...escalated, dueAt] }),
  followUp: ({ escalated }, { level }) => ({ followUp: level, escalated: [...escalated, "followUp"] }),
  drop: () => ({}),
});
