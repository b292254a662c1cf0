import { parseRatingId, type RatingId } from "#shared/ratings/rating.ts";
import type { Bucket } from "./velocity.ts";

/** What a period has seen. `ids` has one more than the rule allows at most; what comes later is not listed. */
export type Seen = { bucket: Bucket; ids: RatingId[]; full: boolean; onlyBest: boolean };

export type VelocityStore = {
  /** Notes that a rating fell into these periods, however often it is told; answers what each has seen. */
  note(buckets: readonly Bucket[], id: RatingId, best: boolean): Promise<Seen[]>;
};

/** A period is over its rule's threshold. */
export const exceeds = ({ bucket: { rule }, ids, full, onlyBest }: Seen): boolean =>
  (full || ids.length > rule.moreThan) && (!rule.onlyBest || onlyBest);

/** All periods of one address, one rater, one window and so on that lie within the longest of them. */
export type BucketGroup = { partition: string; from: string; until: string; buckets: Bucket[] };

/** Told together, so that what is kept of somebody is one item and one write. */
export function groupsOf(buckets: readonly Bucket[]): BucketGroup[] {
  const groups = new Map<string, BucketGroup>();
  for (const bucket of buckets) {
    const partition = `VELOCITY#${bucket.rule.by}#${bucket.of}`;
    const { from, until, buckets: others } = groups.get(partition) ?? { ...bucket, buckets: [] };
    groups.set(partition, {
      partition,
      from: from < bucket.from ? from : bucket.from,
      until: until > bucket.until ? until : bucket.until,
      buckets: [...others, bucket],
    });
  }
  return [...groups.values()];
}

export const parsed = (ids: Iterable<string>): RatingId[] =>
  [...ids].map(parseRatingId).filter((id) => id !== undefined);
