import { type Clock, systemClock } from "#shared/kernel/clock.ts";
import { defineLogs, log } from "#shared/kernel/logging/logger.ts";
import { shippedYears } from "./calendar.ts";
import { type CalendarStore, dynamodbCalendarReader } from "./calendar-store.ts";
import { type CalendarYear, calendarFrom } from "./calendar-year.ts";
import type { MomentDeps } from "./moment.ts";
import type { Calendar } from "./working-days.ts";

const logs = defineLogs("calendar", {
  notRefreshed: { level: "error", text: "the calendar could not be read; the last one known is used" },
});

const maxAgeMs = 5 * 60_000;

/** Imported years win over those that ship. */
export const mergedYears = (imported: readonly CalendarYear[]): CalendarYear[] => [
  ...new Map([...shippedYears, ...imported].map((year) => [year.year, year])).values(),
];

/**
 * The calendar in force: shipped years and imported ones, kept for five minutes per execution environment. A
 * refresh that fails keeps what is known; a first read that fails is thrown.
 */
export function calendarSource(
  store: Pick<CalendarStore, "years">,
  clock: Clock = systemClock,
): () => Promise<Calendar> {
  const now = (): number => Date.parse(clock());
  let known: { calendar: Calendar; until: number } | undefined;
  return async () => {
    if (known && now() < known.until) return known.calendar;
    try {
      const calendar = calendarFrom(mergedYears(await store.years()));
      known = { calendar, until: now() + maxAgeMs };
      return calendar;
    } catch (error) {
      if (!known) throw error;
      log(logs.notRefreshed, { cause: error instanceof Error ? error.name : "unknown" });
      known = { ...known, until: now() + maxAgeMs };
      return known.calendar;
    }
  };
}

export const calendarOf = (table: string): (() => Promise<Calendar>) =>
  calendarSource(dynamodbCalendarReader(table));

/** The moment as a function has it: its own clock, and the calendar in this table. */
export const systemMoment = (table: string): MomentDeps => ({
  calendar: calendarOf(table),
  now: systemClock,
});
