import * as z from "zod";
import { ratingChannels, satisfactionLevels } from "#events/rating.ts";
import { rectificationOutcomes } from "#events/rectification.ts";
import { dayOf } from "#shared/kernel/calendar/working-days.ts";
import { type RatingFacts, type RatingId, standingSchema } from "#shared/ratings/rating.ts";

/**
 * What figures need of a rating, or of a stage that can be rated and is not: a row of the day on which it was given,
 * or could be.
 */
export type Row = RatingId & z.infer<typeof rowSchema>;
type StoredRow = z.infer<typeof rowSchema>;

export const rowSchema = z.object({
  itemCode: z.string(),
  level: z.enum(satisfactionLevels).optional(),
  channel: z.enum(ratingChannels).optional(),
  window: z.string().optional(),
  state: standingSchema.shape.state.optional(),
  rectification: z.enum(rectificationOutcomes).optional(),
  /** The day (yyyy-MM-dd, Shanghai) on which it was given; without one it is not rated. */
  givenOn: z.string().optional(),
  /** The day on which it could be rated; a follow-up has none, since nobody is expected to give one. */
  ratableOn: z.string().optional(),
});
/** Undefined for what no figure is made of: nobody has said yet whose case and which department's it is. */
export function rowOf(record: RatingFacts): Row | undefined {
  const { caseNumber, stage, turn, invitation, rating, standing, rectification } = record;
  if (!invitation) return undefined;
  return {
    caseNumber,
    stage,
    turn,
    itemCode: invitation.itemCode,
    ...(turn === "first" && { ratableOn: dayOf(invitation.since) }),
    ...(rating && {
      level: rating.level,
      channel: rating.channel,
      ...(rating.window && { window: rating.window }),
      givenOn: dayOf(rating.ratedAt),
    }),
    ...(standing && { state: standing.state }),
    ...(rectification && { rectification }),
  };
}

/** The days that a row says something of: the one on which it was given first, if it was. */
export const daysIn = ({ givenOn, ratableOn }: Pick<Row, "givenOn" | "ratableOn">): string[] => [
  ...new Set([givenOn, ratableOn].filter((day) => day !== undefined)),
];

export const rowsKey = (department: string, day: string): string => `${department}#${day}`;

/** Where a row stands in the table's indexes. */
type Place = {
  /** Department and day on which it was given; while it is not, on which it could be. */
  dayKey: string;
  /** Department and day on which it could be rated, if it was given on another. */
  ratableKey?: string;
};

export function placeOf(record: RatingFacts): Place | undefined {
  const row = rowOf(record);
  const [day, ratableDay] = row ? daysIn(row) : [];
  if (!day || !record.invitation) return undefined;
  const { department } = record.invitation;
  return {
    dayKey: rowsKey(department, day),
    ...(ratableDay && { ratableKey: rowsKey(department, ratableDay) }),
  };
}

/** What the indexes give of it. A day's figures read all of its rows, so what their keys say is not said again. */
export function storedRowOf(record: RatingFacts): StoredRow | undefined {
  const row = rowOf(record);
  const [day] = row ? daysIn(row) : [];
  if (!row || !day) return undefined;
  const { caseNumber: _number, stage: _stage, turn: _turn, givenOn: _given, ratableOn, ...content } = row;
  return { ...content, ...(ratableOn && ratableOn !== day && { ratableOn }) };
}

/** A row as index `byDay` gives it. @throws ZodError when the table holds what we did not write */
export function rowOfDay(id: RatingId, row: unknown, day: string): Row {
  const content = rowSchema.parse(row);
  return {
    ...id,
    ...(id.turn === "first" && { ratableOn: day }),
    ...content,
    ...(content.level && { givenOn: day }),
  };
}

/** A row as index `byRatableDay` gives it: it was given on another day. @throws ZodError as above */
export const rowOfRatableDay = (id: RatingId, row: unknown, day: string): Row => ({
  ...id,
  ...rowSchema.parse(row),
  ratableOn: day,
});
