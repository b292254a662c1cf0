import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { calendar } from "#shared/kernel/calendar/calendar.ts";
import {
  type Calendar,
  dayOf,
  daysBetween,
  deadlineAfter,
  endOfDay,
  isWorkingDay,
  subtractWorkingDays,
} from "#shared/kernel/calendar/working-days.ts";

const start = Date.parse("2025-01-02T00:00:00.000Z");
const day = 86_400_000;
const instant = fc.integer({ min: 0, max: 600 * day }).map((ms) => new Date(start + ms).toISOString());
const dates = fc
  .uniqueArray(fc.integer({ min: 0, max: 700 }), { maxLength: 60 })
  .map((days) => days.map((number) => new Date(start + number * day).toISOString().slice(0, 10)));
const calendars: fc.Arbitrary<Calendar> = fc.oneof(
  fc.constant(calendar),
  fc.record({ off: dates, on: dates, last: fc.nat(900) }).map(({ off, on, last }) => ({
    edition: "random",
    coveredTo: new Date(start + last * day).toISOString().slice(0, 10),
    holidays: new Set(off),
    workdays: new Set(on.filter((one) => !off.includes(one))),
  })),
);
const days = fc.integer({ min: 0, max: 60 });
const dueAfter = (table: Calendar, from: string, count: number) =>
  deadlineAfter(table, from, { days: count, unit: "workingDay" }).dueAt;

describe("working days, of any calendar", () => {
  test("a and then b are a + b", () => {
    fc.assert(
      fc.property(calendars, instant, fc.integer({ min: 1, max: 60 }), days, (table, from, a, b) => {
        // No days at all end with the first working day: see the next test.
        expect(dueAfter(table, dueAfter(table, from, a), b)).toBe(dueAfter(table, from, a + b));
      }),
    );
  });

  test("counting is the inverse of adding, and subtracting takes back", () => {
    fc.assert(
      fc.property(calendars, instant, fc.integer({ min: 1, max: 60 }), (table, from, count) => {
        const due = dueAfter(table, from, count);
        expect(daysBetween(table, from, due, "workingDay")).toBe(count);
        expect(isWorkingDay(table, dayOf(due))).toBe(true);
        const back = subtractWorkingDays(table, dueAfter(table, from, count + 3), 3);
        expect(back).toBe(due);
      }),
    );
  });

  test("a longer limit never ends sooner, a later start never earlier", () => {
    fc.assert(
      fc.property(calendars, instant, days, days, fc.nat(30 * day), (table, from, a, b, later) => {
        const [less, more] = [Math.min(a, b), Math.max(a, b)];
        expect(dueAfter(table, from, less) <= dueAfter(table, from, more)).toBe(true);
        const then = new Date(Date.parse(from) + later).toISOString();
        expect(dueAfter(table, from, a) <= dueAfter(table, then, a)).toBe(true);
      }),
    );
  });

  test("a limit of no days ends with the first working day from its start", () => {
    fc.assert(
      fc.property(calendars, instant, (table, from) => {
        const due = dayOf(dueAfter(table, from, 0));
        expect(isWorkingDay(table, due)).toBe(true);
        if (isWorkingDay(table, dayOf(from))) expect(due).toBe(dayOf(from));
        else expect(due).toBe(dayOf(dueAfter(table, from, 1)));
      }),
    );
  });

  test("a deadline is provisional exactly where it lies past the calendar, in whatever unit", () => {
    const limits = fc.oneof(
      days.map((count) => ({ days: count, unit: "workingDay" as const })),
      days.map((count) => ({ days: count, unit: "calendarDay" as const })),
      fc.integer({ min: 1, max: 12 }).map((months) => ({ months, unit: "month" as const })),
    );
    fc.assert(
      fc.property(calendars, instant, limits, (table, from, limit) => {
        const { dueAt, provisional } = deadlineAfter(table, from, limit);
        expect(provisional).toBe(dueAt > endOfDay(table.coveredTo));
      }),
    );
  });

  test("calendar days that end on a day off end with the first working day after", () => {
    fc.assert(
      fc.property(calendars, instant, days, (table, from, count) => {
        const { dueAt } = deadlineAfter(table, from, { days: count, unit: "calendarDay" });
        const plain = endOfDay(dayOf(new Date(Date.parse(from) + count * day).toISOString()));
        expect(isWorkingDay(table, dayOf(dueAt))).toBe(true);
        expect(dueAt >= plain).toBe(true);
        expect(daysBetween(table, plain, dueAt, "workingDay")).toBe(plain === dueAt ? 0 : 1);
      }),
    );
  });

  test("days begin in Shanghai", () => {
    expect(dayOf("2026-09-17T15:59:59.999Z")).toBe("2026-09-17");
    expect(dayOf("2026-09-17T16:00:00.000Z")).toBe("2026-09-18");
    fc.assert(
      fc.property(instant, (at) => {
        expect(dayOf(endOfDay(dayOf(at)))).toBe(dayOf(at));
        expect(endOfDay(dayOf(at)) >= at).toBe(true);
      }),
    );
  });
});
