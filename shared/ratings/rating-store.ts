import type { RatingId, RatingRecord } from "./rating.ts";
import { ratingPartition } from "./rating-item.ts";

export type RatingStore = {
  /** The record as last written. */
  get(id: RatingId): Promise<RatingRecord | undefined>;
  /**
   * Writes a record on the condition that its previous version is the one stored; for version 1, that there
   * is none. False when somebody else was faster.
   */
  write(record: RatingRecord): Promise<boolean>;
};

/** For tests and local tools: the same contract as the DynamoDB adapter, and it forgets at the end. */
export function inMemoryRatingStore(): RatingStore {
  const records = new Map<string, RatingRecord>();
  return {
    get: async (id) => structuredClone(records.get(ratingPartition(id))),
    async write(record) {
      const key = ratingPartition(record);
      if ((records.get(key)?.version ?? 0) !== record.version - 1) return false;
      records.set(key, structuredClone(record));
      return true;
    },
  };
}
