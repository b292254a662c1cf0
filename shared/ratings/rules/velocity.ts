import { ratingIdText } from "#shared/ratings/rating.ts";
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
