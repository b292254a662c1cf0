import { existsSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { catalogueContext, shippedCatalogue } from "#data/index.ts";
import { generateCatalogue } from "#scripts/catalogue/generate.ts";
import { checkCatalogue } from "#shared/catalogue/checks.ts";
import { itemTypeCodes } from "#shared/catalogue/item.ts";

const items = shippedCatalogue();
const named = (name: string) => items.find(({ name: { zh } }) => zh === name);

describe("the items that ship", () => {
  it("have nothing wrong with them", () => {
    expect(items.length).toBeGreaterThanOrEqual(64);
    expect(checkCatalogue(items, catalogueContext).problems).toEqual([]);
  });

  it("are of every theme and every item type", () => {
    const themes = new Set(items.flatMap((item) => item.themes));
    expect(catalogueContext.themes.filter(({ id }) => !themes.has(id))).toEqual([]);
    const types = new Set<string>(items.map(({ itemType }) => itemType));
    expect(Object.keys(itemTypeCodes).filter((type) => !types.has(type))).toEqual([]);
  });

  it("stand beside the made-up ones without sharing a code or a name", () => {
    const both = [...items, ...generateCatalogue(992, 1, catalogueContext)];
    expect(checkCatalogue(both, catalogueContext).problems).toEqual([]);
  });

  it("have the samples that they name", () => {
    const samples = items.flatMap(({ materials }) => materials.flatMap(({ sample }) => sample ?? []));
    expect(samples.length).toBeGreaterThan(0);
    expect(samples.filter((sample) => !existsSync(`web/public/samples/${sample}`))).toEqual([]);
  });

  it("have what the demo and the tests look for", () => {
    expect(named("食品经营许可（新办）")).toMatchObject({
      kind: "promised",
      promisedLimit: { days: 5, unit: "workingDay" },
      handIn: expect.arrayContaining(["courier"]),
      receive: expect.arrayContaining(["courier"]),
    });
    expect(named("社会保险参保缴费记录查询打印")).toMatchObject({ kind: "instant", receive: ["electronic"] });
    expect(named("残疾人证办理")).toMatchObject({ themes: expect.arrayContaining(["disability"]) });
    expect(named("公共场所卫生许可")).toMatchObject({ itemType: "licence" });
    expect(named("最低生活保障对象认定")).toMatchObject({ itemType: "payment" });
  });

  it("give every choice of a form in both languages", () => {
    const untranslated = items.flatMap(({ name, form }) =>
      Object.entries(form.properties ?? {})
        .filter(([, field]) => typeof field === "object" && field.enum?.length !== field["x-enum-en"]?.length)
        .map(([field]) => `${name.zh}: ${field}`),
    );
    expect(untranslated).toEqual([]);
  });
});
