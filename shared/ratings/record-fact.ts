import { keepRecord } from "#shared/kernel/records/record-store.ts";
import { type Merged, merge, type RatingFact, type Refusal } from "./merge.ts";
import { ratingIdText } from "./rating.ts";
import type { RatingRecord, RatingStore } from "./record.ts";

export type Recorded = { outcome: "recorded" | "duplicate"; record: RatingRecord } | { outcome: Refusal };

/**
 * Merges one fact into its record in the table, again from a fresh read whenever somebody else wrote first. `seen` is
 * the record as it was a moment ago, if that is known: it is not read again unless it proves to be another.
 * @throws RecordBusyError when others kept writing faster; trying again later is safe
 */
export async function recordFact(
  store: Pick<RatingStore, "read" | "write">,
  fact: RatingFact,
  moment: { now: string; traceparent: string },
  seen?: { record: RatingRecord | undefined },
): Promise<Recorded> {
  const likely = seen && merge(seen.record, fact, moment);
  if (typeof likely === "object" && "record" in likely && (await store.write(likely.record)))
    return { outcome: "recorded", record: likely.record };
  const tried: { outcome?: Recorded } = {};
  await keepRecord<RatingRecord, RatingRecord | undefined>(store, ratingIdText(fact), (before) => {
    const merged = merge(before, fact, moment);
    tried.outcome = outcomeOf(merged, before);
    return typeof merged === "object" && "record" in merged ? merged.record : before;
  });
  if (!tried.outcome) throw new Error(`nothing was made of a fact of ${ratingIdText(fact)}`);
  return tried.outcome;
}

function outcomeOf(merged: Merged, before: RatingRecord | undefined): Recorded {
  if (merged !== "duplicate")
    return "record" in merged ? { outcome: "recorded", record: merged.record } : { outcome: merged.refused };
  if (!before) throw new Error("nothing can be repeated before it was said");
  return { outcome: "duplicate", record: before };
}
