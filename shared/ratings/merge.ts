import type { RectificationOutcome } from "#events/rectification.ts";
import { canonicalJson, sha256Hex } from "#shared/kernel/messaging/canonical.ts";
import type { RequestMark } from "#shared/kernel/records/last-event.ts";
import { storedRowOf } from "./figures/rows.ts";
import {
  type GivenRating,
  type Invitation,
  type RatingFacts,
  type RatingId,
  ratingIdText,
  type Standing,
} from "./rating.ts";
import { type RatingRecord, rating } from "./record.ts";

type Decided = { by: string; why: string };

export type RatingFact = RatingId &
  (
    | { kind: "rated"; invitation: Invitation; rating: GivenRating }
    | { kind: "quarantined"; reasons: string[] }
    | ({ kind: "released" | "dismissed" } & Decided)
    | { kind: "voided" }
    | { kind: "rectified"; outcome: RectificationOutcome; at: string }
  );

/**
 * `alreadyRated`: there is another rating, and the first one counts (一事一评). `keyReused`: the repeat of a
 * rating says something else. `notRated`: there is no rating that this could be said of. `decided`: a person
 * has decided otherwise. `notQuarantined`: there is nothing to review.
 */
export type Refusal = "alreadyRated" | "keyReused" | "notRated" | "decided" | "notQuarantined";
export type Merged = { record: RatingRecord } | "duplicate" | { refused: Refusal };
/** `request`: the one by which a person asked for it. */
type Moment = { now: string; traceparent: string; request?: RequestMark | undefined };

/**
 * Adds a fact to the record of its stage and turn. Facts come as often as they like, and what is said of a rating in
 * any order: the record ends the same.
 */
export function merge(before: RatingRecord | undefined, fact: RatingFact, moment: Moment): Merged {
  if (fact.kind === "rated") {
    if (before) return repeated(before.rating, fact.rating);
    const { caseNumber, stage, turn, invitation, rating: given } = fact;
    const facts = { caseNumber, stage, turn, invitation, rating: given };
    const whole = { ratingId: ratingIdText(fact), ...facts, ...storedRowOf(facts) };
    return { record: rating.first(whole, stepOf(fact, moment)) };
  }
  if (!before) return { refused: "notRated" };
  if (fact.kind !== "rectified") return judged(before, fact, moment);
  if (before.rectification) return "duplicate";
  return next(before, fact, { rectification: fact.outcome, rectifiedAt: fact.at }, moment);
}

type Judgement = Extract<RatingFact, { kind: "quarantined" | "released" | "dismissed" | "voided" }>;

function judged(before: RatingRecord, fact: Judgement, moment: Moment): Merged {
  const known = before.standing;
  if (known?.state === fact.kind) return "duplicate";
  const at = moment.now;
  const stand = (standing: Omit<Standing, "at">): Merged =>
    next(before, fact, { standing: { ...standing, at } }, moment);
  switch (fact.kind) {
    // What a person has decided, no rule decides again.
    case "quarantined":
      return known ? { refused: "decided" } : stand({ state: "quarantined", reasons: fact.reasons });
    case "voided":
      return stand({ ...known, state: "voided" });
    case "released":
    case "dismissed":
      if (known?.state !== "quarantined") return { refused: known ? "decided" : "notQuarantined" };
      return stand({ ...known, state: fact.kind, by: fact.by, why: fact.why });
  }
}

function next(before: RatingRecord, fact: RatingFact, change: Partial<RatingFacts>, moment: Moment): Merged {
  const after = { ...before, ...change };
  const { standing } = after;
  const changes = {
    ...change,
    ...storedRowOf(after),
    quarantinedAt: standing?.state === "quarantined" ? standing.at : undefined,
  };
  return { record: rating.next(before, changes, stepOf(fact, moment)) };
}

/** With a supervisor's decision its words; the rest follows from what others said. */
const stepOf = (fact: RatingFact, { now, traceparent, request }: Moment) => ({
  event: fact.kind === "rated" ? ("received" as const) : fact.kind,
  at: now,
  trace: traceparent,
  ...(request && { request }),
  ...("by" in fact
    ? { actor: { role: "supervisor", id: fact.by }, words: fact.why }
    : { actor: { role: "system", id: "ratings" } }),
});

function repeated(known: GivenRating, given: GivenRating): Merged {
  if (known.key !== given.key) return { refused: "alreadyRated" };
  return contentOf(known) === contentOf(given) ? "duplicate" : { refused: "keyReused" };
}

/** What the person said, without when and how it reached us: a repeat from another device says the same. */
type Content = Pick<GivenRating, "level" | "details" | "comment">;
const contentOf = ({ level, details, comment }: Content): string =>
  canonicalJson({ level, details: [...details].sort(), comment });

const keyOf = (identity: Record<string, string>): string => sha256Hex(canonicalJson(identity)).slice(0, 16);

/** A device rates one thing at a time, so the moment tells its ratings of one stage apart. */
export const deviceRatingKey = (deviceId: string, ratedAt: string): string => keyOf({ deviceId, ratedAt });

/** By the client's Idempotency-Key; without one, whoever says the same again is repeating themselves. */
export const personRatingKey = (
  raterId: string,
  idempotencyKey: string | undefined,
  content: Content,
): string => keyOf(idempotencyKey ? { raterId, idempotencyKey } : { raterId, content: contentOf(content) });
