import * as z from "zod";
import { sha256Hex } from "#shared/kernel/messaging/canonical.ts";
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
  /** Working days on which the whole office had to stay closed, as in a red alert for rain. */
  closed: z
    .array(z.strictObject({ day: z.iso.date(), reason: z.string().trim().min(2).max(200) }))
    .max(60)
    .optional(),
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
  const daysOff = ({ holidays, closed = [] }: CalendarYear) => [...holidays, ...closed.map(({ day }) => day)];
  const content = run.map((year) => [year.year, daysOff(year).toSorted(), year.workdays.toSorted()]);
  return {
    // The year that it reaches, and what it says: read by people and compared by machines.
    edition: `${last.year}-${sha256Hex(JSON.stringify(content)).slice(0, 8)}`,
    coveredTo,
    holidays: new Set(run.flatMap(daysOff)),
    workdays: new Set(run.flatMap((year) => year.workdays)),
  };
}
