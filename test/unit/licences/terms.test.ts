import { describe, expect, test } from "vitest";
import { isDeemedRenewed, isRenewedSince, lastRenewalDay, renewedEnd } from "#shared/licences/term.ts";

describe("renewals (行政许可法 Art. 50)", () => {
  test.each([
    ["2031-09-16", "2031-08-17"],
    ["2031-03-01", "2031-01-30"],
    // 2032 is a leap year.
    ["2032-03-01", "2032-01-31"],
    ["2031-01-15", "2030-12-16"],
  ])("of a licence until %s are applied for by %s", (validTo, day) => {
    expect(lastRenewalDay(validTo)).toBe(day);
  });

  test.each([
    ["2031-09-16", 5, "2036-09-16"],
    ["2028-02-29", 1, "2029-02-28"],
    // The day after is the 1st of March: its term ends on the last of February.
    ["2032-02-29", 5, "2037-02-28"],
    ["2027-02-28", 5, "2032-02-29"],
    ["2026-12-31", 3, "2029-12-31"],
  ])("of a licence until %s for %i years lead to %s", (validTo, years, end) => {
    expect(renewedEnd(validTo, { years })).toBe(end);
  });

  test("count for one term once", () => {
    expect(isRenewedSince("2031-09-16", "2031-07-01", { years: 5 })).toBe(false);
    expect(isRenewedSince("2036-09-16", "2031-07-01", { years: 5 })).toBe(true);
    expect(isRenewedSince("2036-09-16", "2031-09-16", { years: 5 })).toBe(true);
    expect(isRenewedSince("2036-09-16", "2031-09-17", { years: 5 })).toBe(false);
  });

  const validTo = "2031-09-16";
  test.each<[string, { appliedOn: string; decidedOn?: string }, string, boolean]>([
    ["in time, undecided on the last day", { appliedOn: "2031-08-17" }, "2031-09-16", false],
    ["in time, undecided the day after", { appliedOn: "2031-08-17" }, "2031-09-17", true],
    ["a day late, undecided", { appliedOn: "2031-08-18" }, "2031-09-17", false],
    [
      "in time, decided on the last day",
      { appliedOn: "2031-08-01", decidedOn: "2031-09-16" },
      "2031-12-01",
      false,
    ],
    ["in time, decided too late", { appliedOn: "2031-08-01", decidedOn: "2031-09-17" }, "2031-12-01", true],
  ])("%s: granted by silence or not", (_name, application, today, isGranted) => {
    expect(isDeemedRenewed(validTo, application, today)).toBe(isGranted);
  });
});
