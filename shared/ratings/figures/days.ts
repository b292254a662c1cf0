import { dayOf } from "#shared/kernel/calendar/working-days.ts";
import { countsOf, type DayCounts, type Part } from "./count.ts";
import type { ChangedDay, FigureStore, Kept } from "./figure-store.ts";
import { dayBefore, daysBetween } from "./period.ts";

/** Days that nobody has closed for longer than this show nothing; the alarm of the sweep rang before. */
export const closedWithinDays = 7;

/** Made when the day was over: what a change comes after is noted, so it is right until then. */
export const isClosed = ({ day, madeAt }: Kept): boolean => dayOf(madeAt) > day;

export type CountedDay = ChangedDay & { counts: DayCounts };

/**
 * What was counted of departments on these days: as it is kept, and from the rows themselves for days that are not
 * kept yet. Of a day with many rows even today's figures are kept, and so at most an hour old.
 */
export async function countedDays(
  store: Pick<FigureStore, "facts" | "kept">,
  departments: readonly string[],
  { from, to, today }: { from: string; to: string; today: string },
  asked: readonly Part[],
): Promise<CountedDay[]> {
  const openFrom = dayBefore(today, closedWithinDays);
  const recent = daysBetween(from > openFrom ? from : openFrom, to < today ? to : today);
  const byDepartment = await Promise.all(
    departments.map(async (department) => {
      // What was closed by a clock that was ahead is not what a day says that is still going on.
      const kept = (await store.kept(department, from, to, asked)).filter(
        (each) => each.day < today || !isClosed(each),
      );
      const known = new Set(kept.map(({ day }) => day));
      const open = recent.filter((day) => !known.has(day));
      const [first, last] = [open[0], open.at(-1)];
      const facts = first && last ? await store.facts(department, { from: first, to: last }) : nothing;
      const counted = open.map((day) => ({ day, counts: countsOf(facts, day) }));
      return [...kept, ...counted].map(({ day, counts }) => ({ department, day, counts }));
    }),
  );
  return byDepartment.flat();
}

const nothing = { rows: [], ratable: [] };

/** Notes the days of a row that are over, since their figures may have been made; today is not over. */
export async function noteChangedDays(
  store: Pick<FigureStore, "noteChanged">,
  department: string,
  days: readonly string[],
  now: string,
): Promise<void> {
  for (const day of days) if (day < dayOf(now)) await store.noteChanged({ department, day });
}

/** Case numbers of what was finished on these days (both ends included, Shanghai) and is not rated. */
export async function unratedCases(
  store: Pick<FigureStore, "facts">,
  departments: readonly string[],
  days: { from: string; to: string },
): Promise<string[]> {
  const unrated: string[] = [];
  // A department at a time: its rows are let go before the next one's come.
  for (const department of departments) {
    const { rows, ratable } = await store.facts(department, days);
    const completions = rows.filter(({ stage, turn }) => stage === "completion" && turn === "first");
    const rated = new Set(completions.map(({ caseNumber }) => caseNumber));
    const finished = ratable.filter(({ stage }) => stage === "completion");
    unrated.push(...finished.map(({ caseNumber }) => caseNumber).filter((each) => !rated.has(each)));
  }
  return unrated;
}
