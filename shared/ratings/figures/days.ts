import { dayOf } from "#shared/kernel/calendar/working-days.ts";
import type { FieldError } from "#shared/kernel/http/problem.ts";
import type { RatingRecord } from "#shared/ratings/record.ts";
import { countsOf, type DayCounts, type DayFacts, type Part } from "./count.ts";
import { daysIn } from "./rows.ts";

const longestRangeDays = 92;
const usualRangeDays = 30;
const dayMs = 86_400_000;

export const dayBefore = (day: string, days: number): string =>
  new Date(Date.parse(day) - days * dayMs).toISOString().slice(0, 10);

/** Both ends included; none when they are in the wrong order. */
export const daysBetween = (from: string, to: string): string[] =>
  Array.from({ length: Math.max(0, (Date.parse(to) - Date.parse(from)) / dayMs + 1) }, (_, index) =>
    dayBefore(from, -index),
  );

/**
 * The days asked for, both ends included (`yyyy-MM-dd`, Shanghai): up to today when no end is given, and the 30
 * days that end there when no start is. Field errors when they are in the wrong order or more than 92.
 */
export function rangeOf(
  asked: { from?: string | undefined; to?: string | undefined },
  today: string,
): { from: string; to: string } | { errors: FieldError[] } {
  const to = asked.to ?? today;
  const from = asked.from ?? dayBefore(to, usualRangeDays - 1);
  const error = (code: string, zh: string, en: string) => ({
    errors: [{ path: "query/from", code, message: { zh, en } }],
  });
  if (from > to) return error("afterEnd", "开始日期不能晚于结束日期。", "The start is after the end.");
  if (from <= dayBefore(to, longestRangeDays))
    return error(
      "rangeTooLong",
      `一次最多查询 ${longestRangeDays} 天。`,
      `At most ${longestRangeDays} days at once.`,
    );
  return { from, to };
}

/** One department's figures of one day, as they were made last. */
export type StoredDay = { day: string; madeAt: string; counts: DayCounts };

/** A day whose figures were made before a row of it changed. */
export type ChangedDay = { department: string; day: string };

export type FigureStore = {
  /** Everything that a department's figures of these days are made of, both ends included. */
  facts(department: string, days: { from: string; to: string }): Promise<DayFacts>;
  /** What is kept of these days, both ends included, in their order; of the parts asked for. */
  kept(department: string, from: string, to: string, asked: readonly Part[]): Promise<StoredDay[]>;
  /** Keeps what a day's rows added up to when they were read, unless it was made anew meanwhile. */
  keep(department: string, made: StoredDay): Promise<void>;
  /** Notes that a day has to be made again. */
  noteChanged(changed: ChangedDay): Promise<void>;
  /**
   * The days noted before `until`. From here on, a change notes them again: what is made of rows that are read
   * later has seen everything else.
   */
  takeChanged(until: string, at: string): Promise<ChangedDay[]>;
  /** Forgets a day that was taken at this moment and made, unless it changed again. */
  forgetChanged(changed: ChangedDay, takenAt: string): Promise<void>;
};

/** Days that nobody has closed for longer than this show nothing; the alarm of the sweep rang before. */
export const closedWithinDays = 7;

/** Made when the day was over: what a change comes after is noted, so it is right until then. */
export const isClosed = ({ day, madeAt }: StoredDay): boolean => dayOf(madeAt) > day;

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

/** Notes the days of a rating that are over, since their figures may have been made; today is not over. */
export async function noteChangedDays(
  store: Pick<FigureStore, "noteChanged">,
  { invitation: { department }, ...days }: RatingRecord,
  now: string,
): Promise<void> {
  for (const day of daysIn(days)) if (day < dayOf(now)) await store.noteChanged({ department, day });
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
