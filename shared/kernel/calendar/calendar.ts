import table from "#data/calendar.json" with { type: "json" };
import { type CalendarYear, calendarFrom } from "./calendar-year.ts";

/** The years that ship with this release. */
export const shippedYears: CalendarYear[] = Object.entries(table.years).map(([year, days]) => ({
  year: Number(year),
  ...days,
}));

/** The edition of the working-day table that ships with this release. */
export const calendar = calendarFrom(shippedYears);
