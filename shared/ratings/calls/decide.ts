import * as z from "zod";
import { type BodiesOf, decider } from "#shared/kernel/lifecycle/decide.ts";
import { checkTags, ratingInput } from "#shared/ratings/input.ts";
import { type Call, call, callIdOf, callOutcomes } from "./calls.ts";
import { lifecycle } from "./lifecycle.ts";

/** Calls that reached nobody before a call is given up. */
const maxCollectionAttempts = 3;

/** What each action asks for. */
export const bodies = {
  record: z
    .strictObject({
      outcome: z.enum(callOutcomes),
      /** For `rated`: what the applicant said. */
      rating: z.strictObject(ratingInput).superRefine(checkTags).optional(),
    })
    .refine(({ outcome, rating }) => (outcome === "rated") === (rating !== undefined), {
      path: ["rating"],
      message:
        "结果为“已评价”时填写评价，其他结果不填。|Give the rating when the outcome is `rated`, and only then.",
    }),
};
export type Bodies = BodiesOf<typeof bodies>;

type Moment = { at: string; trace: string };
export const openCall = (drawId: string, caseNumber: string, moment: Moment): Call =>
  call.first(
    { callId: callIdOf(drawId, caseNumber), caseNumber, state: "open", attempts: [] },
    { event: "opened", ...moment, actor: { role: "system", id: "ratings" } },
  );

/** The call after another attempt, or why not. */
export const decide = decider(
  call,
  lifecycle,
)<Bodies>({
  record: ({ attempts: before }, { outcome }, { id }, { now }) => {
    const attempts = [...before, { at: now, by: id, outcome }];
    return { attempts, state: stateAfter(attempts.length, outcome) };
  },
});

function stateAfter(attempts: number, outcome: (typeof callOutcomes)[number]): Call["state"] {
  switch (outcome) {
    case "rated":
    case "refused":
      return outcome;
    case "wrongNumber":
      return "unreachable";
    case "notReached":
      return attempts >= maxCollectionAttempts ? "unreachable" : "open";
  }
}
