import { changeRecord } from "#shared/kernel/records/record-store.ts";
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
  const attempt = async () => {
    const record = await changeRecord<RatingRecord>(store, ratingIdText(fact), (before) => {
      const merged = merge(before, fact, moment);
      tried.outcome = outcomeOf(merged, before);
      return merged !== "duplicate" && "record" in merged ? merged.record : undefined;
    });
    return record ? ({ outcome: "recorded", record } as const) : tried.outcome;
  };
  const known = await attempt();
  if (known) return known;
  // Nothing is there yet. Who loses the race for the first version merges into what won it.
  const first = merge(undefined, fact, moment);
  const outcome = outcomeOf(first, undefined);
  if (!("record" in outcome) || (await store.write(outcome.record))) return outcome;
  const after = await attempt();
  if (!after) throw new Error(`rating ${ratingIdText(fact)} was there, and is not any more`);
  return after;
}

function outcomeOf(merged: Merged, before: RatingRecord | undefined): Recorded {
  if (merged !== "duplicate")
    return "record" in merged ? { outcome: "recorded", record: merged.record } : { outcome: merged.refused };
  if (!before) throw new Error("nothing can be repeated before it was said");
  return { outcome: "duplicate", record: before };
}
