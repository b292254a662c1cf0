import type { RectificationOutcome } from "#events/rectification.ts";
import { canonicalJson, sha256Hex } from "#shared/kernel/messaging/canonical.ts";
import type { RequestMark } from "#shared/kernel/records/last-event.ts";
import { keepRecord } from "#shared/kernel/records/record-store.ts";
import { storedRowOf } from "./figures/rows.ts";
import type { NationalFault } from "./national/faults.ts";
import {
  type GivenRating,
  type Invitation,
  outranks,
  type RatingFacts,
  type RatingId,
  type RatingState,
  ratingIdText,
  type Standing,
  standingOf,
} from "./rating.ts";
import { type RatingRecord, type RatingStore, rating } from "./record.ts";

export type RatingFact = RatingId &
  (
    | { kind: "rated"; invitation: Invitation; rating: GivenRating }
    | { kind: "quarantined"; reasons: string[] }
    | { kind: "released" | "dismissed"; by: string; why: string }
    | { kind: "voided" }
    | { kind: "calledBack"; at: string }
    | { kind: "rectified"; outcome: RectificationOutcome; at: string }
    | { kind: "gated"; faults: NationalFault[]; by?: string; why?: string }
  );

/**
 * `alreadyRated`: there is another rating, and the first one counts (一事一评). `keyReused`: the repeat of a
 * rating says something else. `notRated`: there is no rating that this could be said of. `decided`: a person
 * has decided otherwise. `notQuarantined`: there is nothing to review.
 */
type Refusal = "alreadyRated" | "keyReused" | "notRated" | "decided" | "notQuarantined";
/** The record as it stands with the fact, or why it has no place in it. */
export type Merged = { outcome: "recorded" | "duplicate"; record: RatingRecord } | { outcome: Refusal };
/** `request`: the one by which a person asked for it. */
type Moment = { now: string; traceparent: string; request?: RequestMark | undefined };

/**
 * Adds a fact to the record of its stage and turn. Facts come as often as they like, and what is said of a rating in
 * any order: the record ends the same.
 */
export function merge(before: RatingRecord | undefined, fact: RatingFact, moment: Moment): Merged {
  if (fact.kind === "rated") {
    if (before && outranks(fact.rating, before.rating)) return replaced(before, fact, moment);
    if (before) return repeated(before, fact.rating);
    const { caseNumber, stage, turn, invitation, rating: given } = fact;
    const facts = { caseNumber, stage, turn, invitation, rating: given };
    const whole = { ratingId: ratingIdText(fact), ...facts, ...storedRowOf(facts) };
    return { outcome: "recorded", record: rating.first(whole, stepOf(fact, moment)) };
  }
  if (!before) return { outcome: "notRated" };
  if (fact.kind === "calledBack")
    return before.calledBackAt
      ? { outcome: "duplicate", record: before }
      : next(before, fact, { calledBackAt: fact.at }, moment);
  if (fact.kind === "gated") return gated(before, fact, moment);
  if (fact.kind !== "rectified") return judged(before, fact, moment);
  if (before.rectification) return { outcome: "duplicate", record: before };
  return next(before, fact, { rectification: fact.outcome, rectifiedAt: fact.at }, moment);
}

/** How a rating has to stand before each of these is decided about it. */
const decidedFrom: Record<Standing["state"], readonly RatingState[]> = {
  // What a person has decided, no rule decides again.
  quarantined: ["counted"],
  released: ["quarantined"],
  dismissed: ["quarantined"],
  voided: ["counted", "quarantined", "released", "dismissed"],
};

export const mayBecome = (record: Pick<RatingFacts, "standing">, state: Standing["state"]): boolean =>
  decidedFrom[state].includes(standingOf(record));

function judged(
  before: RatingRecord,
  fact: Exclude<RatingFact, { kind: "rated" | "calledBack" | "rectified" | "gated" }>,
  moment: Moment,
): Merged {
  const { caseNumber: _case, stage: _stage, turn: _turn, kind: state, ...said } = fact;
  const known = standingOf(before);
  if (known === state) return { outcome: "duplicate", record: before };
  if (!mayBecome(before, state)) return { outcome: known === "counted" ? "notQuarantined" : "decided" };
  return next(before, fact, { standing: { ...before.standing, ...said, state, at: moment.now } }, moment);
}

/** What passes leaves nothing behind; a supervisor's own look at it is a step whatever it finds. */
function gated(before: RatingRecord, fact: RatingFact & { kind: "gated" }, moment: Moment): Merged {
  const { faults, by } = fact;
  const isKnown = canonicalJson(faults) === canonicalJson(before.heldBack?.faults ?? []);
  if (isKnown && by === undefined) return { outcome: "duplicate", record: before };
  const at = before.heldBack?.at ?? moment.now;
  return next(before, fact, { heldBack: faults.length > 0 ? { at, faults } : undefined }, moment);
}

/** Whatever was decided about the one by a link is not said of the applicant's own. */
const replaced = (before: RatingRecord, fact: RatingFact & { kind: "rated" }, moment: Moment): Merged =>
  next(
    before,
    fact,
    { rating: fact.rating, setAside: before.rating, standing: undefined, calledBackAt: undefined },
    moment,
  );

function next(before: RatingRecord, fact: RatingFact, change: Partial<RatingFacts>, moment: Moment): Merged {
  const after = { ...before, ...change };
  const quarantinedAt = standingOf(after) === "quarantined" ? after.standing?.at : undefined;
  const changes = { ...change, ...storedRowOf(after), quarantinedAt };
  const step = stepOf(fact, moment);
  const event = fact.kind === "rated" ? ("replaced" as const) : step.event;
  return { outcome: "recorded", record: rating.next(before, changes, { ...step, event }) };
}

/** With a supervisor's decision its words; the rest follows from what others said. */
const stepOf = (fact: RatingFact, { now, traceparent, request }: Moment) => ({
  event: fact.kind === "rated" ? ("received" as const) : fact.kind,
  at: now,
  trace: traceparent,
  ...(request && { request }),
  ...("by" in fact && fact.by !== undefined
    ? { actor: { role: "supervisor", id: fact.by }, words: fact.why }
    : { actor: { role: "system", id: "ratings" } }),
});

function repeated(record: RatingRecord, given: GivenRating): Merged {
  if (record.rating.key !== given.key) return { outcome: "alreadyRated" };
  const isSameRating = contentOf(record.rating) === contentOf(given);
  return isSameRating ? { outcome: "duplicate", record } : { outcome: "keyReused" };
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

/**
 * Merges one fact into its record in the table, again from a fresh read whenever somebody else wrote first. `seen` is
 * the record as it was a moment ago, if that is known: it is not read again unless it proves to be another.
 * @throws RecordBusyError when others kept writing faster; trying again later is safe
 */
export async function recordFact(
  store: Pick<RatingStore, "read" | "write">,
  fact: RatingFact,
  moment: Moment,
  seen?: { record: RatingRecord | undefined },
): Promise<Merged> {
  const likely = seen && merge(seen.record, fact, moment);
  if (likely?.outcome === "recorded" && (await store.write(likely.record))) return likely;
  let merged: Merged = { outcome: "notRated" };
  await keepRecord<RatingRecord, RatingRecord | undefined>(store, ratingIdText(fact), (before) => {
    merged = merge(before, fact, moment);
    return "record" in merged ? merged.record : before;
  });
  return merged;
}
