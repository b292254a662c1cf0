import table from "#data/calendar.json" with { type: "json" };
import district from "#district/calendar.json" with { type: "json" };
import { type CalendarYear, calendarFrom } from "./calendar-year.ts";

type Exceptions = Partial<Record<string, { holidays: string[]; workdays: string[] }>>;
const exceptions: Exceptions = district.years;

/** A day of the first list moves out of the second. */
const moved = (days: readonly string[], more: readonly string[] = [], fewer: readonly string[] = []) =>
  [...days.filter((day) => !fewer.includes(day)), ...more].sort();

/** The years that ship with this release: by the State Council's notices, and as the district differs from them. */
export const shippedYears: CalendarYear[] = Object.entries(table.years).map(([year, days]) => {
  const { holidays, workdays } = exceptions[year] ?? {};
  return {
    year: Number(year),
    ...days,
    holidays: moved(days.holidays, holidays, workdays),
    workdays: moved(days.workdays, workdays, holidays),
  };
});

/** The edition of the working-day table that ships with this release. */
export const calendar = calendarFrom(shippedYears);
