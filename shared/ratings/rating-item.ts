import { headKey } from "#shared/messaging/outbox.ts";
import { type RatingId, type RatingRecord, ratingRecordSchema } from "./rating.ts";

export const ratingPartition = ({ caseNumber, stage }: RatingId): string => `RATING#${caseNumber}#${stage}`;

export const ratingKeyOf = (id: RatingId) => ({ pk: ratingPartition(id), sk: headKey });

export const toItem = (record: RatingRecord): Record<string, unknown> => ({
  ...ratingKeyOf(record),
  ...record,
});

/** @throws ZodError when the table holds what we did not write */
export function fromItem(item: Record<string, unknown>): RatingRecord {
  const { pk: _pk, sk: _sk, ...record } = item;
  return ratingRecordSchema.parse(record);
}
