import { merge, type RatingFact, type Refusal } from "./merge.ts";
import { type RatingRecord, ratingIdText } from "./rating.ts";
import type { RatingStore } from "./rating-store.ts";

export type Recorded = { outcome: "recorded" | "duplicate"; record: RatingRecord } | { outcome: Refusal };

/** Each attempt follows a fresh read, so a conflict means that somebody else got ahead meanwhile. */
const attempts = 8;

/**
 * Merges one fact into its record in the table, again from a fresh read whenever somebody else wrote first.
 * @throws Error when others kept writing faster; trying again later is safe
 */
export async function recordFact(
  store: RatingStore,
  fact: RatingFact,
  moment: { now: string; traceparent: string },
): Promise<Recorded> {
  for (let attempt = 1; attempt <= attempts; attempt += 1) {
    const before = await store.get(fact);
    const merged = merge(before, fact, moment);
    if (merged === "duplicate") {
      if (!before) throw new Error("nothing can be repeated before it was said");
      return { outcome: "duplicate", record: before };
    }
    if ("refused" in merged) return { outcome: merged.refused };
    if (await store.write(merged.record)) return { outcome: "recorded", record: merged.record };
  }
  throw new Error(`rating ${ratingIdText(fact)} changed ${attempts} times while a fact was being recorded`);
}
