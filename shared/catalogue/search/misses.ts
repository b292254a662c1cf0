import * as z from "zod";
import policy from "#data/search-policy.json" with { type: "json" };
import { dayOf } from "#shared/kernel/calendar/working-days.ts";
import { silent } from "#shared/kernel/records/event-family.ts";
import { defineRecord, type Step } from "#shared/kernel/records/record.ts";
import { keepRecord, type RecordStore, settled } from "#shared/kernel/records/record-store.ts";
import { normalise } from "./text.ts";
import { phraseId, phraseIdOf } from "./words.ts";

/** The one partition of those that are shown. */
export const shownMisses = "SHOWN";

/**
 * A search without a result (未命中), by a digest of what was typed. On how many days, and nothing of who; the words
 * themselves are written down only when they have come back on enough days to be nobody's own.
 */
export const searchMiss = defineRecord({
  name: "searchMiss",
  id: "missId",
  format: 1,
  fields: {
    missId: phraseId,
    days: z.int().nonnegative(),
    lastOn: z.iso.date(),
    phrase: z.string().optional(),
  },
  events: { counted: silent, answered: silent },
  goesAt: ({ lastOn }) => daysAfter(lastOn, policy.keptDays),
  indexes: {
    misses: {
      key: "missesKey",
      partition: ({ phrase }) => (phrase === undefined ? undefined : shownMisses),
      sort: "lastOn",
      projects: ["missId", "phrase", "days", "lastOn"],
    },
  },
});
export type SearchMiss = ReturnType<typeof searchMiss.fromItem>;
export type MissStore = RecordStore<SearchMiss, typeof searchMiss.indexes>;

/** How many phrases were new on a day. */
export const newMisses = defineRecord({
  name: "newMisses",
  id: "day",
  format: 1,
  fields: { day: z.iso.date(), count: z.int().positive() },
  events: { counted: silent },
  goesAt: ({ day }) => daysAfter(day, 7),
  indexes: {},
});
export type NewMisses = ReturnType<typeof newMisses.fromItem>;

const daysAfter = (day: string, days: number): string =>
  new Date(Date.parse(day) + days * 86_400_000).toISOString();

/** Numbers and addresses are somebody's own, and sentences may be: only short phrases in words are counted. */
export const isCountable = (phrase: string): boolean =>
  phrase.length >= 2 && phrase.length <= policy.longestPhrase && !/\d{4}|@/.test(phrase);

type Stores = { misses: MissStore; news: RecordStore<NewMisses> };
type By = Omit<Step, "event">;

/** Counts a search without a result, once a day for each phrase. */
export async function countMiss({ misses, news }: Stores, typed: string, by: By): Promise<void> {
  const phrase = normalise(typed);
  if (!isCountable(typed) || !isCountable(phrase)) return;
  const day = dayOf(by.at);
  const step = { ...by, event: "counted" } as const;
  const missId = phraseIdOf(phrase);
  const known = await misses.read(missId, { maybeOlder: true });
  if (known?.lastOn === day) return;
  if (!known && !(await mayBeNew(news, day, by))) return;
  await keepRecord<SearchMiss, SearchMiss | typeof settled>(misses, missId, (before) => {
    if (!before) return searchMiss.first({ missId, days: 1, lastOn: day }, step);
    if (before.lastOn === day) return settled;
    const days = before.days + 1;
    return searchMiss.next(
      before,
      { days, lastOn: day, ...(days >= policy.daysUntilShown && { phrase }) },
      step,
    );
  });
}

async function mayBeNew(news: RecordStore<NewMisses>, day: string, by: By): Promise<boolean> {
  const step = { ...by, event: "counted" } as const;
  const kept = await keepRecord<NewMisses, NewMisses | typeof settled>(news, day, (before) => {
    if (!before) return newMisses.first({ day, count: 1 }, step);
    return before.count >= policy.newInDay
      ? settled
      : newMisses.next(before, { count: before.count + 1 }, step);
  });
  return kept !== settled;
}

/** The phrase leads somewhere now, or the keeper saw that it should not: it is counted from nothing again. */
export async function forgetMiss(misses: Pick<MissStore, "read" | "write">, missId: string, by: By) {
  return keepRecord<SearchMiss, SearchMiss | undefined>(misses, missId, (before) =>
    before?.phrase === undefined
      ? before
      : searchMiss.next(before, { days: 0, phrase: undefined }, { ...by, event: "answered" }),
  );
}
