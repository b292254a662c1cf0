import table from "#data/calendar.json" with { type: "json" };
import type { Calendar } from "./working-days.ts";

const years = Object.values(table.years);

/** The edition of the working-day table that ships with this release. */
export const calendar: Calendar = {
  coveredTo: table.coveredTo,
  holidays: new Set(years.flatMap((year) => year.holidays)),
  workdays: new Set(years.flatMap((year) => year.workdays)),
};
