import { parseRatingId, type RatingId, ratingIdText } from "#shared/ratings/rating.ts";
import type { Bucket } from "./velocity.ts";

/** What a period has seen. `ids` has one more than the rule allows at most; what comes later is not listed. */
export type Seen = { ids: RatingId[]; full: boolean; onlyBest: boolean };

export type VelocityStore = {
  /** Notes that a rating fell into this period, however often it is told; answers what the period has seen. */
  note(bucket: Bucket, id: RatingId, best: boolean): Promise<Seen>;
};

/** A period is over its rule's threshold. */
export const exceeds = ({ rule }: Bucket, { ids, full, onlyBest }: Seen): boolean =>
  (full || ids.length > rule.moreThan) && (!rule.onlyBest || onlyBest);

export const bucketPartition = ({ rule, of }: Bucket): string => `VELOCITY#${rule.id}#${of}`;

/** For tests and local tools: the same contract as the DynamoDB adapter, and it forgets at the end. */
export function inMemoryVelocityStore(): VelocityStore {
  const buckets = new Map<string, { ids: Set<string>; others: boolean }>();
  return {
    async note(bucket, id, best) {
      const key = `${bucketPartition(bucket)}#${bucket.from}`;
      const seen = buckets.get(key) ?? { ids: new Set(), others: false };
      buckets.set(key, seen);
      const text = ratingIdText(id);
      const full = !seen.ids.has(text) && seen.ids.size > bucket.rule.moreThan;
      if (!full) {
        seen.ids.add(text);
        seen.others ||= !best;
      }
      return { ids: parsed(seen.ids), full, onlyBest: !seen.others };
    },
  };
}

export const parsed = (ids: Iterable<string>): RatingId[] =>
  [...ids].map(parseRatingId).filter((id) => id !== undefined);
