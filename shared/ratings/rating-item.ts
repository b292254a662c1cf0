import { headKey } from "#shared/kernel/messaging/outbox.ts";
import { placedRow } from "./figures/rows.ts";
import {
  parseRatingId,
  type RatingId,
  type RatingRecord,
  ratingIdText,
  ratingRecordSchema,
} from "./rating.ts";

export const ratingPartition = (id: RatingId): string => `RATING#${ratingIdText(id)}`;

/** Undefined for another item's key. */
export const ratingIdIn = (partition: string): RatingId | undefined =>
  partition.startsWith("RATING#") ? parseRatingId(partition.slice("RATING#".length)) : undefined;

export const ratingKeyOf = (id: RatingId) => ({ pk: ratingPartition(id), sk: headKey });

/** The index of what somebody has to look through. */
export const ratingLists = { name: "listing", hash: "listKey", range: "listSort" };

/** Its one partition: what was set apart and nobody has looked at. */
export const setApartList = "SETAPART";

/** What a department's figures of one day are made of; both indexes project `row`. */
export const rowIndexes = {
  byDay: { hash: "dayKey", range: "caseNumber" },
  byRatableDay: { hash: "ratableKey", range: "caseNumber" },
};

export const toItem = (record: RatingRecord): Record<string, unknown> => ({
  ...ratingKeyOf(record),
  ...(record.standing?.state === "setApart" && { listKey: setApartList, listSort: record.standing.at }),
  ...placedRow(record),
  ...record,
});

/** @throws ZodError when the table holds what we did not write */
export function fromItem(item: Record<string, unknown>): RatingRecord {
  const { pk: _pk, sk: _sk, listKey: _key, listSort: _sort, ...rest } = item;
  const { dayKey: _day, ratableKey: _ratable, row: _row, ...record } = rest;
  return ratingRecordSchema.parse(record);
}
