import * as z from "zod";
import { sha256Hex } from "#shared/messaging/canonical.ts";
import type { Calendar } from "./working-days.ts";

const days = z.array(z.iso.date()).max(60);

/** One year of the State Council's holiday notice (国务院办公厅关于部分节假日安排的通知). */
export const calendarYearSchema = z.strictObject({
  year: z.int().min(2000).max(2100),
  /** Title and number (文号) of the notice. */
  source: z.string().trim().min(4).max(200),
  /** Days off, weekends among them or not. */
  holidays: days,
  /** Saturdays and Sundays that are worked (调休). */
  workdays: days,
});
export type CalendarYear = z.infer<typeof calendarYearSchema>;

/**
 * The calendar that some years make. It covers them up to the first gap: a year that is missing in between is not
 * taken as known.
 */
export function calendarFrom(years: readonly CalendarYear[]): Calendar {
  const sorted = years.toSorted((a, b) => a.year - b.year);
  const run = sorted.filter(({ year }, index) => year === (sorted[0]?.year ?? 0) + index);
  const last = run.at(-1);
  if (!last) throw new Error("a calendar needs a year");
  const coveredTo = `${last.year}-12-31`;
  const says = run.map(({ year, holidays, workdays }) => [year, holidays.toSorted(), workdays.toSorted()]);
  return {
    // The year that it reaches, and what it says: read by people and compared by machines.
    edition: `${last.year}-${sha256Hex(JSON.stringify(says)).slice(0, 8)}`,
    coveredTo,
    holidays: new Set(run.flatMap((year) => year.holidays)),
    workdays: new Set(run.flatMap((year) => year.workdays)),
  };
}

export type CalendarFault = { path: string; message: { zh: string; en: string } };

const weekdayOf = (day: string): number => new Date(day).getUTCDay();
const isWeekend = (day: string): boolean => [0, 6].includes(weekdayOf(day));
/** Weekdays off: since 2014 between 17 and 24. Far from it, a file is of another kind or cut off. */
const plausible = { least: 7, most: 40 };

/** What the shape of a year alone does not show. Empty when it may be imported. */
export function yearFaults({ year, holidays, workdays }: CalendarYear): CalendarFault[] {
  const faults: CalendarFault[] = [];
  const fault = (path: string, zh: string, en: string) => faults.push({ path, message: { zh, en } });
  for (const [name, list] of Object.entries({ holidays, workdays }))
    for (const [index, day] of list.entries()) {
      const path = `${name}/${index}`;
      if (!day.startsWith(`${year}-`)) fault(path, `${day} 不在 ${year} 年。`, `${day} is not in ${year}.`);
      if (list.indexOf(day) !== index) fault(path, `${day} 重复。`, `${day} stands there twice.`);
    }
  for (const [index, day] of workdays.entries()) {
    const path = `workdays/${index}`;
    if (holidays.includes(day)) fault(path, `${day} 既是放假又是上班。`, `${day} is both off and worked.`);
    if (!isWeekend(day)) fault(path, `${day} 本来就是工作日。`, `${day} is a weekday and is worked anyway.`);
  }
  const off = holidays.filter((day) => !isWeekend(day)).length;
  if (off < plausible.least || off > plausible.most)
    fault(
      "holidays",
      `工作日中放假 ${off} 天，应在 ${plausible.least} 至 ${plausible.most} 天之间。`,
      `${off} weekdays are off; between ${plausible.least} and ${plausible.most} would be plausible.`,
    );
  return faults;
}
