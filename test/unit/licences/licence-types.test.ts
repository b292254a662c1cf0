import { describe, expect, test } from "vitest";
import { shippedCatalogue } from "#data/index.ts";
import departments from "#district/departments.json" with { type: "json" };
import table from "#district/licence-types.json" with { type: "json" };
import { licenceTypeCoded, licenceTypeNamed } from "#shared/licences/licence-types.ts";

const { types } = table;

describe("types of licences (GB/T 36902)", () => {
  test("have codes of 21 characters, each with a department's 统一社会信用代码 in front", () => {
    const defining = new Set(departments.map(({ uscc }) => uscc));
    for (const { code } of types) {
      expect(code).toMatch(/^[0-9A-Z]{18}\d{3}$/);
      expect(defining).toContain(code.slice(0, 18));
    }
  });

  test("have codes and names of their own, in both languages", () => {
    for (const value of [types.map(({ code }) => code), types.map(({ name }) => name.zh)])
      expect(value).toHaveLength(new Set(value).size);
    for (const { name } of types) {
      expect(name.zh).toMatch(/\p{Script=Han}/u);
      expect(name.en).toMatch(/^[A-Z][\p{Script=Latin} '()-]+$/u);
    }
  });

  test("are found by name and by code, and are valid for whole years or for good", () => {
    for (const { code, name, ...limits } of types) {
      expect(licenceTypeNamed(name.zh)?.code).toBe(code);
      expect(licenceTypeCoded(code)?.name).toEqual(name);
      if ("years" in limits) expect(limits.years).toSatisfy((years) => Number.isInteger(years) && years > 0);
    }
    expect(licenceTypeNamed("没有的证照")).toBeUndefined();
    expect(licenceTypeCoded("0".repeat(21))).toBeUndefined();
  });

  test("print lines that their items' forms can fill, each labelled in both languages", () => {
    for (const { name, particulars } of types) {
      const forms = shippedCatalogue().filter(({ result }) => result.licenceType === name.zh);
      const asked = new Set(forms.flatMap(({ form }) => Object.keys(form.properties ?? {})));
      const names = particulars.map((line) => line.name);
      expect(names).toHaveLength(new Set(names).size);
      const roles = forms.flatMap(({ parties }) => parties?.roles.map(({ role }) => role) ?? []);
      for (const { name: own, label, ...more } of particulars) {
        expect(label.zh).toMatch(/\p{Script=Han}/u);
        expect(label.en).toMatch(/^[A-Z]/);
        if ("party" in more) {
          expect([own, roles]).toEqual([own, expect.arrayContaining([more.party?.role])]);
          continue;
        }
        for (const field of "fields" in more ? (more.fields ?? []) : [own])
          expect([name.zh, field, asked.has(field)]).toEqual([name.zh, field, true]);
      }
      // Nobody's telephone is printed on a licence.
      expect(names.filter((own) => /phone/i.test(own))).toEqual([]);
    }
  });

  test("are those that the catalogue names, as results or as materials, and no others", () => {
    const named = shippedCatalogue().flatMap(({ result, materials }) => [
      result.licenceType,
      ...materials.map(({ licenceType }) => licenceType),
    ]);
    const names = new Set(named.filter((name) => name !== undefined));
    expect(types.map(({ name }) => name.zh).toSorted()).toEqual([...names].toSorted());
  });
});
