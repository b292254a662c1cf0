import type { SatisfactionLevel } from "#events/rating.ts";
import type { RatingId } from "./rating.ts";
import { ratingPartition } from "./rating-item.ts";
import { type LevelCounts, noCounts, sumOf } from "./summary.ts";

export type CountedRating = RatingId & {
  department: string;
  /** yyyy-MM-dd in Shanghai. */
  day: string;
  level: SatisfactionLevel;
};

export type SummaryStore = {
  /** Counts a rating, once for ever: false when it has been counted before. */
  count(rating: CountedRating): Promise<boolean>;
  /** What a department's ratings of these days add up to, both ends included. */
  sum(department: string, from: string, to: string): Promise<LevelCounts>;
};

/** For tests and local tools: the same contract as the DynamoDB adapter, and it forgets at the end. */
export function inMemorySummaryStore(): SummaryStore {
  const counted = new Map<string, CountedRating>();
  return {
    async count(rating) {
      const key = ratingPartition(rating);
      if (counted.has(key)) return false;
      counted.set(key, structuredClone(rating));
      return true;
    },
    sum: async (department, from, to) =>
      sumOf(
        [...counted.values()]
          .filter((rating) => rating.department === department && rating.day >= from && rating.day <= to)
          .map(({ level }) => ({ ...noCounts(), [level]: 1 })),
      ),
  };
}
