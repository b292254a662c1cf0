import { describe, expect, test } from "vitest";
import { calendar } from "#shared/kernel/calendar/calendar.ts";
import { dayOf, deadlineAfter, type Limit, limitOf } from "#shared/kernel/calendar/working-days.ts";

// Computed by hand from the State Council's notices for 2025 and 2026; `+20w` is 20 working days, `+10n` 10 natural
// days, `+6m` 6 months. Days in Shanghai, at 10:00 unless a time is there.
const limitIn = (text: string): Limit => limitOf(text.slice(1));
const instant = (text: string): string =>
  new Date(`${text.includes("T") ? text : `${text}T10:00`}:00+08:00`).toISOString();

describe("a day and a limit make the last day", () => {
  const examples = `
    2026-09-18 +5w 2026-09-24 · 2026-09-18 +20w 2026-10-22 · 2026-09-30 +5w 2026-10-13 · 2026-10-03 +5w 2026-10-13
    2026-10-07T23:59 +1w 2026-10-08 · 2026-10-08T00:00 +1w 2026-10-09 · 2026-02-13 +5w 2026-02-27
    2026-02-14 +20w 2026-03-20 · 2026-02-15 +10w 2026-03-06 · 2025-12-31 +5w 2026-01-08 · 2026-04-30 +5w 2026-05-11
    2026-06-18 +3w 2026-06-24 · 2026-09-24 +1w 2026-09-28 · 2025-01-24 +5w 2025-02-07 · 2025-09-26 +10w 2025-10-16
    2026-10-11 +5w 2026-10-16 · 2026-05-08 +1w 2026-05-09 · 2026-05-09 +1w 2026-05-11 · 2028-02-28 +1w 2028-02-29
    2026-12-24 +5w 2026-12-31 · 2026-01-01 +1w 2026-01-04 · 2026-01-03 +3w 2026-01-06 · 2025-12-26 +10w 2026-01-12
    2026-02-28 +5w 2026-03-06 · 2026-04-03 +3w 2026-04-09 · 2026-05-01 +10w 2026-05-18 · 2026-05-09 +15w 2026-05-29
    2026-06-17 +5w 2026-06-25 · 2026-06-19 +1w 2026-06-22 · 2026-07-31 +20w 2026-08-28 · 2026-09-19 +5w 2026-09-24
    2026-09-25 +1w 2026-09-28 · 2026-09-30 +45w 2026-12-08 · 2026-10-10 +10w 2026-10-23 · 2025-05-30 +5w 2025-06-09
    2025-10-01 +20w 2025-11-04 · 2025-04-27 +3w 2025-04-30 · 2026-12-31 +5w 2027-01-08 · 2027-04-30 +1w 2027-05-03

    2026-10-03 +0w 2026-10-08 · 2026-02-15 +0w 2026-02-24 · 2026-05-09 +0w 2026-05-09 · 2026-10-11 +0w 2026-10-12
    2026-11-27 +0w 2026-11-27 · 2026-10-07T23:59 +0w 2026-10-08 · 2026-10-11T23:59 +0w 2026-10-12

    2026-09-20 +10n 2026-09-30 · 2026-09-25 +10n 2026-10-08 · 2026-02-01 +15n 2026-02-24 · 2026-10-31 +30n 2026-11-30
    2026-11-21 +15n 2026-12-07 · 2026-01-31 +1n 2026-02-02 · 2026-02-06 +10n 2026-02-24 · 2026-02-13 +1n 2026-02-14
    2026-04-20 +15n 2026-05-06 · 2026-06-09 +10n 2026-06-22 · 2026-08-01 +30n 2026-08-31 · 2026-09-10 +15n 2026-09-28
    2026-09-11 +20n 2026-10-08 · 2025-09-21 +10n 2025-10-09 · 2026-05-28 +60n 2026-07-27

    2026-01-31 +1m 2026-02-28 · 2026-03-31 +6m 2026-09-30 · 2025-12-31 +2m 2026-02-28 · 2026-04-01 +6m 2026-10-08
    2026-08-15 +1m 2026-09-15 · 2026-11-30 +3m 2027-03-01 · 2028-01-31 +1m 2028-02-29`
    .split(/·|\n/)
    .map((example) => example.trim().split(" "))
    .filter((example) => example.length === 3);

  test.each(examples as [string, string, string][])("%s %s %s", (from, limit, expected) => {
    const { dueAt, provisional } = deadlineAfter(calendar, instant(from), limitIn(limit));
    expect(dayOf(dueAt)).toBe(expected);
    expect(dueAt).toBe(instant(`${expected}T23:59`).replace("59:00.000", "59:59.999"));
    expect(provisional).toBe(expected > "2026-12-31");
  });

  test("beyond the calendar a day is firm until the last day that is known", () => {
    const provisional = (from: string, limit: string) =>
      deadlineAfter(calendar, instant(from), limitIn(limit)).provisional;
    expect(provisional("2026-12-24", "+5w")).toBe(false);
    expect(provisional("2026-12-30", "+20w")).toBe(true);
    expect(provisional("2026-12-25", "+10n")).toBe(true);
  });
});
