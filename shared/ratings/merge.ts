import type * as z from "zod";
import { canonicalJson, sha256Hex } from "#shared/messaging/canonical.ts";
import type { GivenRating, invitationSchema, RatingId, RatingRecord } from "./rating.ts";
import { isGood } from "./scales.ts";

export type RatingFact = RatingId &
  (
    | { kind: "invited"; invitation: z.infer<typeof invitationSchema> }
    | { kind: "rated"; rating: GivenRating }
    | { kind: "rectificationOpened" }
  );

/**
 * `alreadyRated`: there is another rating, and the first one counts (一事一评). `keyReused`: the repeat of a
 * rating says something else. `nothingToRectify`: there is no bad rating of an invited stage.
 */
export type Refusal = "alreadyRated" | "keyReused" | "nothingToRectify";
export type Merged = { record: RatingRecord } | "duplicate" | { refused: Refusal };

/**
 * Adds a fact to the record of its stage. Invitation and rating may come in either order and as often as they
 * like: the record ends the same, and exactly one of its versions says `rating.received`.
 */
export function merge(
  before: RatingRecord | undefined,
  fact: RatingFact,
  now: Date,
  traceparent: string,
): Merged {
  switch (fact.kind) {
    case "invited":
      // A second, other invitation cannot come from one case; see `invitingEvents`.
      if (before?.invitation) return "duplicate";
      return next(before, fact, { invitation: fact.invitation }, now, traceparent);
    case "rated":
      if (before?.rating) return repeated(before.rating, fact.rating);
      return next(before, fact, { rating: fact.rating }, now, traceparent);
    case "rectificationOpened":
      if (before?.rectification) return "duplicate";
      if (!isReceived(before) || isGood(before.rating.level)) return { refused: "nothingToRectify" };
      return next(before, fact, { rectification: { openedAt: now.toISOString() } }, now, traceparent);
  }
}

type Received = RatingRecord & Required<Pick<RatingRecord, "invitation" | "rating">>;

const isReceived = (record: RatingRecord | undefined): record is Received =>
  record?.invitation !== undefined && record.rating !== undefined;

function next(
  before: RatingRecord | undefined,
  { caseNumber, stage }: RatingId,
  change: Partial<RatingRecord>,
  now: Date,
  trace: string,
): { record: RatingRecord } {
  const { lastEvent: _said, ...kept } = before ?? { caseNumber, stage, version: 0 };
  const record = { ...kept, ...change, version: kept.version + 1 };
  const name = eventNameOf(before, record);
  return { record: { ...record, ...(name && { lastEvent: { name, at: now.toISOString(), trace } }) } };
}

function eventNameOf(before: RatingRecord | undefined, after: RatingRecord) {
  if (after.rectification && !before?.rectification) return "rectificationOpened";
  if (isReceived(after) && !isReceived(before)) return "received";
  return undefined;
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

/** By the client's Idempotency-Key; without one, a person who says the same again is repeating themselves. */
export const personRatingKey = (
  raterId: string,
  idempotencyKey: string | undefined,
  content: Content,
): string => keyOf(idempotencyKey ? { raterId, idempotencyKey } : { raterId, content: contentOf(content) });
