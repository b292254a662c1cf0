import { afterEach, describe, expect, test, vi } from "vitest";
import { calendar, shippedYears } from "#shared/kernel/calendar/calendar.ts";
import { calendarSource, mergedYears } from "#shared/kernel/calendar/calendar-source.ts";
import { type CalendarYear, calendarFrom } from "#shared/kernel/calendar/calendar-year.ts";
import { deadlineAfter } from "#shared/kernel/calendar/working-days.ts";
import { logger } from "#shared/kernel/logging/logger.ts";
import { invented } from "./invented-2027.ts";

describe("a year of the calendar", () => {
  test("gives an edition by its days alone, whatever their order", () => {
    const [first, second] = shippedYears as [CalendarYear, CalendarYear];
    const shuffled = { ...second, holidays: second.holidays.toReversed(), source: "elsewhere" };
    expect(calendarFrom([shuffled, first]).edition).toBe(calendar.edition);
    const changed = { ...second, workdays: second.workdays.slice(1) };
    expect(calendarFrom([first, changed]).edition).not.toBe(calendar.edition);
    expect(calendar.edition).toMatch(/^2026-[0-9a-f]{8}$/);
    expect(calendarFrom([...shippedYears, invented()]).edition).toMatch(/^2027-/);
  });

  test("after a gap is not covered", () => {
    const gap = calendarFrom([...shippedYears, { ...invented(), year: 2028, holidays: [], workdays: [] }]);
    expect(gap.coveredTo).toBe("2026-12-31");
    expect(deadlineAfter(gap, "2026-12-30T01:00:00.000Z", { days: 5, unit: "workingDay" }).provisional).toBe(
      true,
    );
  });

  test("imported makes a provisional deadline firm", () => {
    const limit = { days: 20, unit: "workingDay" } as const;
    const from = "2026-12-18T01:00:00.000Z";
    expect(deadlineAfter(calendar, from, limit)).toEqual({
      dueAt: "2027-01-18T15:59:59.999Z",
      provisional: true,
    });
    const next = calendarFrom(mergedYears([invented()]));
    // New Year's Day is off in any year; of the other days off none lies before.
    expect(deadlineAfter(next, from, limit)).toEqual({
      dueAt: "2027-01-18T15:59:59.999Z",
      provisional: false,
    });
  });
});

describe("the calendar in force", () => {
  afterEach(() => vi.restoreAllMocks());

  test("is kept for five minutes, refreshed after, and outlasts a table that does not answer", async () => {
    const error = vi.spyOn(logger, "error").mockImplementation(() => undefined);
    let now = 0;
    let reads = 0;
    let imported: CalendarYear[] = [];
    let isDown = false;
    const source = calendarSource(
      {
        years: async () => {
          reads += 1;
          if (isDown) throw new Error("down");
          return imported.map((year) => ({
            ...year,
            version: 1,
            importedAt: "2026-11-23T00:00:00.000Z",
            importedBy: "x",
          }));
        },
      },
      () => new Date(now).toISOString(),
    );
    expect((await source()).coveredTo).toBe("2026-12-31");
    imported = [invented()];
    now = 299_999;
    expect((await source()).coveredTo).toBe("2026-12-31");
    expect(reads).toBe(1);
    now = 300_000;
    expect((await source()).coveredTo).toBe("2027-12-31");
    isDown = true;
    now = 700_000;
    expect(error).not.toHaveBeenCalled();
    expect((await source()).coveredTo).toBe("2027-12-31");
    expect(reads).toBe(3);
    expect(error.mock.calls.map(([, facts]) => facts)).toEqual([
      { code: "calendar.notRefreshed", cause: "Error" },
    ]);
    isDown = false;
    imported = [];
    now = 1_000_000;
    expect((await source()).coveredTo).toBe("2026-12-31");
  });

  test("is not made up when the first read fails", async () => {
    const source = calendarSource({ years: () => Promise.reject(new Error("down")) });
    await expect(source()).rejects.toThrow("down");
  });
});
