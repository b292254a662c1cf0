import { describe, expect, it } from "vitest";
import calendarTable from "#data/calendar.json" with { type: "json" };
import intermediaryServices from "#data/intermediary-services.json" with { type: "json" };
import themes from "#data/themes.json" with { type: "json" };
import departments from "#district/departments.json" with { type: "json" };
import subdistricts from "#district/subdistricts.json" with { type: "json" };
import { calendar } from "#shared/kernel/calendar/calendar.ts";
import { usccFault } from "#shared/kernel/identifiers/uscc.ts";

const distinct = (values: string[]): boolean => new Set(values).size === values.length;
const weekday = (day: string): number => new Date(day).getUTCDay();

describe("the tables that ship", () => {
  it("have 27 departments of the district with sound unified social credit codes", () => {
    expect(departments.map(({ code }) => code)).toEqual(Array.from({ length: 27 }, (_, i) => `${1001 + i}`));
    expect(departments.filter(({ uscc }) => usccFault(uscc) || !uscc.startsWith("11411602"))).toEqual([]);
    expect(distinct(departments.map(({ uscc }) => uscc))).toBe(true);
    expect(distinct(departments.map(({ name }) => name.zh))).toBe(true);
  });

  it("have 18 themes", () => {
    expect(themes).toHaveLength(18);
    expect(themes.filter(({ id }) => !/^[a-z]+(-[a-z]+)*$/.test(id))).toEqual([]);
    expect(distinct(themes.map(({ id }) => id))).toBe(true);
  });

  it("have 12 subdistricts below 411602", () => {
    expect(subdistricts).toHaveLength(12);
    expect(subdistricts.filter(({ code }) => !/^411602\d{6}$/.test(code))).toEqual([]);
    expect(distinct(subdistricts.map(({ code }) => code))).toBe(true);
  });

  it("name each intermediary service once, with its basis", () => {
    expect(distinct(intermediaryServices.map(({ name }) => name.zh))).toBe(true);
    expect(intermediaryServices.filter(({ basis }) => basis === "")).toEqual([]);
  });

  it("have holidays and make-up workdays of the year they are under, and no day as both", () => {
    for (const [year, { holidays, workdays }] of Object.entries(calendarTable.years)) {
      const days = [...holidays, ...workdays];
      expect(days.filter((day) => !day.startsWith(`${year}-`))).toEqual([]);
      expect(distinct(days)).toBe(true);
    }
    expect(calendar.coveredTo).toBe("2026-12-31");
  });

  it("make up workdays at weekends only", () => {
    expect([...calendar.workdays].filter((day) => ![0, 6].includes(weekday(day)))).toEqual([]);
  });

  it.each([
    ["2025", 28, 5],
    ["2026", 33, 6],
  ] as const)("have the days off of %s that the State Council announced", (year, off, makeUp) => {
    const { holidays, workdays } = calendarTable.years[year];
    expect([holidays.length, workdays.length]).toEqual([off, makeUp]);
  });
});
