import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { calendar } from "#shared/kernel/calendar/calendar.ts";
import {
  dayOf,
  daysBetween,
  deadlineAfter,
  endOfDay,
  isWorkingDay,
  subtractWorkingDays,
} from "#shared/kernel/calendar/working-days.ts";

const working = (days: number) => ({ days, unit: "workingDay" as const });

describe("working days", () => {
  test.each([
    ["2026-09-18T02:00:00Z", 5, "2026-09-24"],
    ["2026-09-18T02:00:00Z", 20, "2026-10-22"],
    ["2026-09-30T02:00:00Z", 1, "2026-10-08"],
    ["2026-02-13T02:00:00Z", 1, "2026-02-14"],
    // Over Spring Festival: nine days off, and the Saturdays on either side are worked.
    ["2026-02-13T02:00:00Z", 2, "2026-02-24"],
    ["2026-02-13T02:00:00Z", 6, "2026-02-28"],
    ["2026-02-20T02:00:00Z", 1, "2026-02-24"],
    ["2026-04-30T02:00:00Z", 4, "2026-05-09"],
    ["2025-09-30T02:00:00Z", 1, "2025-10-09"],
    // Half past eleven at night in Shanghai is still that day, half past midnight the next.
    ["2026-09-17T15:30:00Z", 1, "2026-09-18"],
    ["2026-09-17T16:30:00Z", 1, "2026-09-20"],
  ])("%s and %i working days make %s", (from, days, expected) => {
    expect(deadlineAfter(calendar, from, working(days))).toEqual({
      dueAt: endOfDay(expected),
      provisional: false,
    });
  });

  test("Saturdays and Sundays are worked where the State Council says so", () => {
    expect(
      ["2026-01-04", "2026-02-14", "2026-02-28", "2026-05-09", "2026-09-20", "2026-10-10"].map((day) =>
        isWorkingDay(calendar, day),
      ),
    ).toEqual(Array(6).fill(true));
    expect(
      ["2026-01-01", "2026-02-17", "2026-10-01", "2026-10-11"].map((day) => isWorkingDay(calendar, day)),
    ).toEqual(Array(4).fill(false));
  });

  test.each([
    ["2026-09-24", 0, "2026-09-24"],
    ["2026-09-24", 5, "2026-09-18"],
    ["2026-10-22", 20, "2026-09-18"],
    ["2026-02-24", 1, "2026-02-14"],
    // A calendar-day limit may end on a day off.
    ["2026-02-20", 1, "2026-02-14"],
  ])("the working day before %s by %i is %s", (due, days, expected) => {
    expect(subtractWorkingDays(calendar, endOfDay(due), days)).toBe(endOfDay(expected));
  });

  test("past the edition a deadline is provisional, never silently right", () => {
    expect(deadlineAfter(calendar, "2026-12-31T02:00:00Z", working(1)).provisional).toBe(true);
    expect(deadlineAfter(calendar, "2026-12-30T02:00:00Z", working(1)).provisional).toBe(false);
  });

  const instants = fc
    .date({ min: new Date("2025-01-01"), max: new Date("2026-11-01"), noInvalidDate: true })
    .map((date) => date.toISOString());

  test("days added one after the other are the days added at once", () => {
    fc.assert(
      fc.property(instants, fc.integer({ min: 1, max: 30 }), fc.nat(30), (from, first, second) => {
        const there = deadlineAfter(calendar, from, working(first)).dueAt;
        expect(deadlineAfter(calendar, there, working(second)).dueAt).toBe(
          deadlineAfter(calendar, from, working(first + second)).dueAt,
        );
      }),
    );
  });

  test("what was added is what lies between, and it ends on a working day", () => {
    fc.assert(
      fc.property(instants, fc.integer({ min: 1, max: 40 }), (from, days) => {
        const { dueAt } = deadlineAfter(calendar, from, working(days));
        expect(daysBetween(calendar, from, dueAt, "workingDay")).toBe(days);
        expect(isWorkingDay(calendar, dayOf(dueAt))).toBe(true);
      }),
    );
  });
});
