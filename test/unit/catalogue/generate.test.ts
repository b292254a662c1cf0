import { describe, expect, it } from "vitest";
import { generateCatalogue } from "#scripts/catalogue/generate.ts";
import { checkCatalogue } from "#shared/catalogue/checks.ts";
import { context } from "./base-item.ts";

const items = generateCatalogue(992, 1, context);
const countBy = (keys: string[]) => [...Map.groupBy(keys, (key) => key).values()].map(({ length }) => length);

describe("generateCatalogue", () => {
  it("makes 992 items without a single problem", () => {
    const checked = checkCatalogue(items, context);
    expect(checked.problems).toEqual([]);
    expect(checked.items).toEqual(items);
  });

  it("has no problems with other seeds, and with more items than it has names for", () => {
    for (const seed of [0, 2, 411602, -1])
      expect(checkCatalogue(generateCatalogue(300, seed, context), context).problems).toEqual([]);
    expect(checkCatalogue(generateCatalogue(3000, 1, context), context).problems).toEqual([]);
  });

  it("makes the same items for the same seed, and others for another", () => {
    expect(generateCatalogue(992, 1, context)).toEqual(items);
    expect(generateCatalogue(992, 2, context)).not.toEqual(items);
  });

  it("spreads them evenly over the departments, and over every theme", () => {
    const perDepartment = countBy(items.map(({ department }) => department));
    expect(perDepartment).toHaveLength(27);
    expect(Math.max(...perDepartment) - Math.min(...perDepartment)).toBeLessThanOrEqual(1);
    const perTheme = countBy(items.flatMap(({ themes }) => themes));
    expect(perTheme).toHaveLength(18);
    expect(Math.min(...perTheme)).toBeGreaterThanOrEqual(10);
  });

  it("marks every item as made up, also to the eye", () => {
    expect(items.every(({ synthetic, name }) => synthetic && name.zh.endsWith("（模拟）"))).toBe(true);
  });

  it("has items of each kind, at the window and online, with and without charge", () => {
    expect(new Set(items.map(({ kind }) => kind))).toEqual(new Set(["instant", "promised"]));
    expect(new Set(items.map(({ visits }) => visits))).toEqual(new Set([0, 1]));
    expect(items.some(({ fee }) => fee.charged)).toBe(true);
    expect(items.some(({ oneIdOnly }) => oneIdOnly)).toBe(true);
    expect(items.some(({ intermediaryServices }) => intermediaryServices.length > 0)).toBe(true);
  });

  it("works with tables it does not know", () => {
    const department = { ...context.departments[0], code: "2001" } as (typeof context.departments)[number];
    const other = {
      ...context,
      departments: [department],
      themes: context.themes.slice(0, 1),
      intermediaryServices: [],
    };
    expect(checkCatalogue(generateCatalogue(40, 1, other), other).problems).toEqual([]);
  });

  it("refuses what it cannot make", () => {
    expect(() => generateCatalogue(1, 1, { ...context, themes: [] })).toThrow(RangeError);
    const one = { ...context, departments: context.departments.slice(0, 1) };
    expect(() => generateCatalogue(100_000, 1, one)).toThrow(RangeError);
  });
});
