import * as z from "zod";
import { isGood, ratingChannels, satisfactionLevels } from "#events/rating.ts";
import { rectificationOutcomes } from "#events/rectification.ts";
import { dayOf } from "#shared/kernel/calendar/working-days.ts";
import { parseRatingId, type RatingFacts, type RatingId, standingSchema } from "#shared/ratings/rating.ts";

/** The days (yyyy-MM-dd, Shanghai) on which it counts. */
export const daysSchema = z.object({
  givenOn: z.iso.date(),
  /** When it could be given first; nobody is expected to give a follow-up. */
  ratableOn: z.iso.date().optional(),
});

export const rowSchema = z.object({
  itemCode: z.string(),
  level: z.enum(satisfactionLevels),
  channel: z.enum(ratingChannels),
  window: z.string().optional(),
  state: standingSchema.shape.state.optional(),
  rectification: z.enum(rectificationOutcomes).optional(),
  /** Of a bad one: its rater gave their name, and was called back. */
  named: z.literal(true).optional(),
  calledBack: z.literal(true).optional(),
});

/** What figures need of a rating. */
export type Row = RatingId & z.infer<typeof daysSchema> & z.infer<typeof rowSchema>;

/** The same as its record keeps it: what an index gives of it. */
export function storedRowOf(facts: RatingFacts) {
  const { turn, invitation, rating, standing, rectification, calledBackAt } = facts;
  return {
    givenOn: dayOf(rating.ratedAt),
    ...(turn === "first" && { ratableOn: dayOf(invitation.since) }),
    row: {
      itemCode: invitation.itemCode,
      level: rating.level,
      channel: rating.channel,
      ...(rating.window && { window: rating.window }),
      ...(standing && { state: standing.state }),
      ...(rectification && { rectification }),
      ...(!isGood(rating.level) && !rating.anonymous && { named: true as const }),
      ...(calledBackAt && { calledBack: true as const }),
    },
  };
}

/** @throws Error for a row that is no rating's */
export function rowOf({ ratingId, givenOn, ratableOn, row }: StoredRow): Row {
  const id = parseRatingId(ratingId);
  if (!id) throw new Error(`${ratingId} is no rating's id`);
  return { ...id, givenOn, ...(ratableOn && { ratableOn }), ...row };
}
type StoredRow = { ratingId: string; row: z.infer<typeof rowSchema> } & z.infer<typeof daysSchema>;

/** The days that a row says something of: the one on which it was given first. */
export const daysIn = ({ givenOn, ratableOn }: Pick<Row, "givenOn" | "ratableOn">): string[] => [
  ...new Set([givenOn, ...(ratableOn ? [ratableOn] : [])]),
];
