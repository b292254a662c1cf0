import { dayOf } from "#shared/kernel/calendar/working-days.ts";
import { headKey } from "#shared/kernel/messaging/outbox.ts";
import { type RatingId, type RatingRecord, ratingIdText, ratingRecordSchema } from "./rating.ts";

export const ratingPartition = (id: RatingId): string => `RATING#${ratingIdText(id)}`;

export const ratingKeyOf = (id: RatingId) => ({ pk: ratingPartition(id), sk: headKey });

/** The index of what somebody has to look through. */
export const ratingLists = { name: "listing", hash: "listKey", range: "listSort" };

/** Its partitions. */
export const lists = {
  setApart: "SETAPART",
  /** Finished and not rated, by the day (yyyy-MM-dd, Shanghai) on which it could be. */
  unrated: (day: string) => `UNRATED#${day}`,
};

function listOf({ rating, invitation, standing, stage, turn }: RatingRecord) {
  if (standing?.state === "setApart") return { listKey: lists.setApart, listSort: standing.at };
  if (invitation && !rating && stage === "completion" && turn === "first")
    return { listKey: lists.unrated(dayOf(invitation.since)), listSort: invitation.since };
  return undefined;
}

export const toItem = (record: RatingRecord): Record<string, unknown> => ({
  ...ratingKeyOf(record),
  ...listOf(record),
  ...record,
});

/** @throws ZodError when the table holds what we did not write */
export function fromItem(item: Record<string, unknown>): RatingRecord {
  const { pk: _pk, sk: _sk, listKey: _key, listSort: _sort, ...record } = item;
  return ratingRecordSchema.parse(record);
}
