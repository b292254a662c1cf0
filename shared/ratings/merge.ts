import type { RectificationOutcome } from "#events/rectification.ts";
import { canonicalJson, sha256Hex } from "#shared/kernel/messaging/canonical.ts";
import { storedRowOf } from "./figures/rows.ts";
import {
  type GivenRating,
  type Invitation,
  isReceived,
  type RatingFacts,
  type RatingId,
  ratingIdText,
  type Standing,
} from "./rating.ts";
import { type RatingRecord, rating } from "./record.ts";

type Decided = { by: string; why: string };

export type RatingFact = RatingId &
  (
    | { kind: "invited"; invitation: Invitation }
    | { kind: "rated"; rating: GivenRating }
    | { kind: "setApart"; reasons: string[] }
    | ({ kind: "released" | "dismissed" } & Decided)
    | { kind: "voided" }
    | { kind: "rectified"; outcome: RectificationOutcome }
  );

/**
 * `alreadyRated`: there is another rating, and the first one counts (一事一评). `keyReused`: the repeat of a
 * rating says something else. `notRated`: there is no rating that this could be said of. `decided`: a person
 * has decided otherwise. `notSetApart`: there is nothing to review.
 */
export type Refusal = "alreadyRated" | "keyReused" | "notRated" | "decided" | "notSetApart";
export type Merged = { record: RatingRecord } | "duplicate" | { refused: Refusal };
type Moment = { now: string; traceparent: string };

/**
 * Adds a fact to the record of its stage and turn. Facts come in any order and as often as they like: the
 * record ends the same, and exactly one of its versions says `rating.received`.
 */
export function merge(before: RatingRecord | undefined, fact: RatingFact, moment: Moment): Merged {
  switch (fact.kind) {
    case "invited":
      // A second, other invitation cannot come from one case; see `invitingEvents`.
      if (before?.invitation) return "duplicate";
      return next(before, fact, { invitation: fact.invitation }, moment);
    case "rated":
      if (before?.rating) return repeated(before.rating, fact.rating);
      return next(before, fact, { rating: fact.rating }, moment);
    case "rectified":
      if (!isReceived(before)) return { refused: "notRated" };
      if (before.rectification) return "duplicate";
      return next(before, fact, { rectification: fact.outcome }, moment);
    default:
      if (!isReceived(before)) return { refused: "notRated" };
      return judged(before, fact, moment);
  }
}

type Judgement = Extract<RatingFact, { kind: "setApart" | "released" | "dismissed" | "voided" }>;

function judged(before: RatingRecord, fact: Judgement, moment: Moment): Merged {
  const known = before.standing;
  if (known?.state === fact.kind) return "duplicate";
  const at = moment.now;
  const stand = (standing: Omit<Standing, "at">): Merged =>
    next(before, fact, { standing: { ...standing, at } }, moment);
  switch (fact.kind) {
    // What a person has decided, no rule decides again.
    case "setApart":
      return known ? { refused: "decided" } : stand({ state: "setApart", reasons: fact.reasons });
    case "voided":
      return stand({ ...known, state: "voided" });
    case "released":
    case "dismissed":
      if (known?.state !== "setApart") return { refused: known ? "decided" : "notSetApart" };
      return stand({ ...known, state: fact.kind, by: fact.by, why: fact.why });
  }
}

function next(
  before: RatingRecord | undefined,
  fact: RatingFact,
  change: Partial<RatingFacts>,
  { now, traceparent }: Moment,
): { record: RatingRecord } {
  const { caseNumber, stage, turn } = fact;
  const after = { ...(before ?? { caseNumber, stage, turn }), ...change };
  const { standing } = after;
  const changes = {
    ...change,
    row: storedRowOf(after),
    setApartAt: standing?.state === "setApart" ? standing.at : undefined,
  };
  const step = { event: eventNameOf(fact.kind, before, after), at: now, trace: traceparent, ...noteOf(fact) };
  const record = before
    ? rating.next(before, changes, step)
    : rating.first({ ratingId: ratingIdText(fact), caseNumber, stage, turn, ...changes }, step);
  return { record };
}

/** A supervisor's decision with its words; the rest follows from what others said. */
const noteOf = (fact: RatingFact) =>
  "by" in fact
    ? { actor: { role: "supervisor", id: fact.by }, words: fact.why }
    : { actor: { role: "system", id: "ratings" } };

type EventName = RatingRecord["lastEvent"]["name"];

function eventNameOf(
  kind: RatingFact["kind"],
  before: RatingRecord | undefined,
  after: RatingFacts,
): EventName {
  const isComplete = (kind === "invited" || kind === "rated") && isReceived(after) && !isReceived(before);
  return isComplete ? "received" : kind;
}

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
