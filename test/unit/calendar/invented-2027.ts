import type { CalendarYear } from "#shared/kernel/calendar/calendar-year.ts";

/** Invented for tests: the real notice for 2027 is not known here. Never for a real table. */
export const invented = (changes: Partial<CalendarYear> = {}): CalendarYear => ({
  year: 2027,
  source: "made up for tests",
  holidays: [
    "2027-01-01",
    ...["05", "06", "07", "08", "09", "10", "11"].map((day) => `2027-02-${day}`),
    "2027-04-05",
    "2027-05-01",
    "2027-05-02",
    "2027-05-03",
    "2027-10-01",
    "2027-10-02",
    "2027-10-03",
  ],
  workdays: ["2027-02-13"],
  ...changes,
});
