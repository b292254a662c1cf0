import { describe, expect, test } from "vitest";
import { checkYear } from "#scripts/calendar/checks.ts";
import { shippedYears } from "#shared/kernel/calendar/calendar.ts";
import { invented } from "./invented-2027.ts";

const { holidays } = invented();
const pathsOf = (value: unknown) => checkYear(value).faults.map(({ path }) => path);

describe("a year that is to be imported", () => {
  test.each([...shippedYears, invented()])("as shipped and as made up has no faults: $year", (year) => {
    expect(checkYear(year)).toEqual({ year, faults: [], warnings: [] });
  });

  test("may list its days in any order", () => {
    expect(checkYear(invented({ holidays: holidays.toReversed() })).faults).toEqual([]);
  });

  test.each([
    ["a day of another year", { holidays: ["2026-12-31", ...holidays] }, ["/holidays/0"]],
    ["a day twice", { holidays: [...holidays, "2027-01-01"] }, [`/holidays/${holidays.length}`]],
    ["a day off and worked", { holidays: [...holidays, "2027-02-13"] }, ["/workdays/0"]],
    ["a weekday as make-up workday", { workdays: ["2027-03-03"] }, ["/workdays/0"]],
    [
      "a day that does not exist",
      { holidays: [...holidays, "2027-02-29"] },
      [`/holidays/${holidays.length}`],
    ],
    ["a day in another form", { workdays: ["13.02.2027"] }, ["/workdays/0"]],
    ["too few days off", { holidays: holidays.slice(0, 4) }, ["/holidays"]],
    ["no source", { source: " " }, ["/source"]],
    ["a field that is not known", { note: "x" }, ["/note"]],
    ["a year long gone", { year: 1927 }, ["/year"]],
  ])("with %s is refused there", (_name, changes, paths) => {
    const { year, faults } = checkYear({ ...invented(), ...changes });
    expect(year).toBeUndefined();
    // The year itself being wrong, none of its days can be in it.
    expect(faults.map(({ path }) => path).slice(0, paths.length)).toEqual(paths);
    if (!("year" in changes)) expect(faults).toHaveLength(paths.length);
    for (const { message } of faults) expect([message.zh, message.en].every(Boolean)).toBe(true);
  });

  test("with more than 40 weekdays off is refused", () => {
    const weekdays = Array.from({ length: 59 }, (_, index) => new Date(Date.UTC(2027, 5, 1 + index)))
      .filter((date) => ![0, 6].includes(date.getUTCDay()))
      .map((date) => date.toISOString().slice(0, 10));
    expect(pathsOf(invented({ holidays: weekdays }))).toEqual(["/holidays"]);
    expect(pathsOf(invented({ holidays: weekdays.slice(0, 40) }))).toEqual([]);
  });

  test("gets all errors at once, whatever its shape", () => {
    const year = {
      year: 2027,
      holidays: ["2027-02-30", "2026-01-01", 5],
      workdays: ["2027-03-03", "2027-03-03"],
    };
    expect(pathsOf(year).sort()).toEqual([
      "/holidays",
      "/holidays/0",
      "/holidays/1",
      "/holidays/2",
      "/source",
      "/workdays/0",
      "/workdays/1",
      "/workdays/1",
    ]);
    expect(pathsOf({ workdays: ["2027-03-03"] }).sort()).toEqual([
      "/holidays",
      "/source",
      "/workdays/0",
      "/year",
    ]);
    for (const value of [null, "2027", 5, []]) expect(pathsOf(value)).toEqual([""]);
  });

  test("without a holiday of fixed date is warned of, and may be imported", () => {
    const { year, faults, warnings } = checkYear(invented({ holidays: holidays.slice(1) }));
    expect(year).toBeDefined();
    expect(faults).toEqual([]);
    expect(warnings).toEqual([
      {
        path: "/holidays",
        message: {
          zh: expect.stringMatching(/^2027-01-01 是法定节假日/),
          en: expect.stringMatching(/^2027-01-01 /),
        },
      },
    ]);
  });
});
