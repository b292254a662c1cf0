import type { Counts } from "./figures.ts";
import type { Dimension, Tally } from "./tallies.ts";

/** Counters of one department on one day, as they stand. */
export type DayCounters = { day: string; counters: Counts };

export type TallyStore = {
  /**
   * Makes the counters agree with whether the tally holds, once however often it is told. False when they
   * did before.
   */
  settle(tally: Tally): Promise<boolean>;
  /** What was counted for a department on these days, both ends included, in the order of days. */
  days(department: string, from: string, to: string): Promise<DayCounters[]>;
};

/** For tests and local tools: the same contract as the DynamoDB adapter, and it forgets at the end. */
export function inMemoryTallyStore(): TallyStore {
  const held = new Map<string, Tally>();
  return {
    async settle(tally) {
      const key = `${tally.kind}#${tally.id}`;
      if (held.has(key) === tally.holds) return false;
      if (tally.holds) held.set(key, structuredClone(tally));
      else held.delete(key);
      return true;
    },
    async days(department, from, to) {
      const byDay = new Map<string, Counts>();
      for (const tally of held.values()) {
        if (tally.department !== department || tally.day < from || tally.day > to) continue;
        const counters = byDay.get(tally.day) ?? {};
        byDay.set(tally.day, counters);
        for (const name of tally.counters) counters[name] = (counters[name] ?? 0) + 1;
      }
      return [...byDay].sort(([a], [b]) => (a < b ? -1 : 1)).map(([day, counters]) => ({ day, counters }));
    },
  };
}

const splitName = /^(all|item|window|channel)\|(?:(.+)\|)?([^|]+)$/;

/** The counters of the whole, or of each value of a dimension, by what they count. */
export function countsBy(counters: Counts, dimension: Dimension | "all"): Map<string, Counts> {
  const values = new Map<string, Counts>();
  for (const [name, count] of Object.entries(counters)) {
    const [, of, value = "", what = ""] = splitName.exec(name) ?? [];
    if (of !== dimension) continue;
    const counts = values.get(value) ?? {};
    values.set(value, counts);
    counts[what] = count;
  }
  return values;
}
