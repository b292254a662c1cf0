import { parseRatingId, type RatingId, ratingIdText } from "#shared/ratings/rating.ts";
import type { RatingRecord } from "#shared/ratings/record.ts";
import type { RatingRules, VelocityRule } from "./rules.ts";

/** One period of one rule: which ratings it has seen. */
export type Bucket = { rule: VelocityRule; of: string; from: string; until: string };

const keyOf = ({ by }: VelocityRule, { rating, invitation }: RatingRecord): string | undefined =>
  ({
    origin: rating.origin,
    rater: rating.raterId,
    device: rating.deviceId,
    window: rating.window && `${invitation.department}/${rating.window}`,
    issuer: rating.issuerId,
  })[by];

/** The periods that a rating falls into, by when it was given: a device may bring it a day later. */
export function bucketsOf(record: RatingRecord, { velocity }: RatingRules): Bucket[] {
  const at = Date.parse(record.rating.ratedAt);
  return velocity.flatMap((rule) => {
    const of = keyOf(rule, record);
    if (!of) return [];
    const length = rule.minutes * 60_000;
    const from = Math.floor(at / length) * length;
    return [{ rule, of, from: new Date(from).toISOString(), until: new Date(from + length).toISOString() }];
  });
}

/** Whether two stages of one case were rated at once, as scripts do. */
export const ratedAtOnce = (a: RatingRecord, b: RatingRecord, { stagesAtOnce }: RatingRules): boolean =>
  ratingIdText(a) !== ratingIdText(b) &&
  Math.abs(Date.parse(a.rating.ratedAt) - Date.parse(b.rating.ratedAt)) <= stagesAtOnce.seconds * 1000;

/** What a period has seen. `ids` has one more than the rule allows at most; what comes later is not listed. */
export type CountedBucket = { bucket: Bucket; ids: RatingId[]; full: boolean; onlyBest: boolean };

export type VelocityStore = {
  /** Notes that a rating fell into these periods, however often it is reported; answers what each has seen. */
  note(buckets: readonly Bucket[], id: RatingId, best: boolean): Promise<CountedBucket[]>;
};

/** A period is over its rule's threshold. */
export const isOverThreshold = ({ bucket: { rule }, ids, full, onlyBest }: CountedBucket): boolean =>
  (full || ids.length > rule.moreThan) && (!rule.onlyBest || onlyBest);

/** All periods of one address, one rater, one window and so on that lie within the longest of them. */
export type BucketGroup = { partition: string; from: string; until: string; buckets: Bucket[] };

/** Counted together, so that what is kept of somebody is one item and one write. */
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
