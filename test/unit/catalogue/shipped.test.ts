import { existsSync } from "node:fs";
import type { Schema } from "@cfworker/json-schema";
import { describe, expect, it } from "vitest";
import { catalogueContext, shippedCatalogue } from "#data/index.ts";
import supervisionMatters from "#district/supervision-matters.json" with { type: "json" };
import { generateCatalogue } from "#scripts/catalogue/generate.ts";
import { checkCatalogue } from "#shared/catalogue/checks.ts";
import { itemTypeCodes, supervisionTypes } from "#shared/catalogue/item.ts";

const items = shippedCatalogue();
const named = (name: string) => items.find(({ name: { zh } }) => zh === name);

/** What is asked of each entry of a form's lists. */
const entriesOf = (form: Schema): { field: string; entry: Schema }[] =>
  Object.entries(form.properties ?? {}).flatMap(([field, schema]) => {
    if (typeof schema !== "object") return [];
    if (schema.type === "object") return entriesOf(schema);
    return typeof schema.items === "object" && !Array.isArray(schema.items)
      ? [{ field, entry: schema.items }]
      : [];
  });

describe("the items that ship", () => {
  it("have nothing wrong with them", () => {
    expect(items.length).toBeGreaterThanOrEqual(64);
    expect(checkCatalogue(items, catalogueContext).problems).toEqual([]);
  });

  it("say how long the archive keeps a case, and by which rule", () => {
    expect(items.filter(({ retention }) => !retention).map(({ name }) => name.zh)).toEqual([]);
    const termOf = (name: string) => named(name)?.retention?.term;
    expect(termOf("结婚登记")).toBe(100);
    expect(termOf("不动产抵押权首次登记")).toBe("permanent");
    expect(termOf("食品经营许可（新办）")).toBe(30);
    expect(termOf("不动产登记信息查询")).toBe(10);
  });

  it("are of every theme and every item type", () => {
    const themes = new Set(items.flatMap((item) => item.themes));
    expect(catalogueContext.themes.filter(({ id }) => !themes.has(id))).toEqual([]);
    const types = new Set<string>(items.map(({ itemType }) => itemType));
    // What nobody applies for is in the lists of supervision matters.
    expect(Object.keys(itemTypeCodes).filter((type) => !types.has(type))).toEqual(supervisionTypes);
  });

  it("leave to supervision what nobody applies for", () => {
    const { problems } = checkCatalogue(supervisionMatters, catalogueContext);
    expect(supervisionMatters).toHaveLength(7);
    expect(problems.map(({ row, code }) => [row, code])).toEqual(
      supervisionMatters.map((_matter, row) => [row, "type-not-applied-for"]),
    );
  });

  it("name who decides by law where that is not who handles it", () => {
    const decided = items.filter(({ organ }) => organ).map(({ name, department }) => [name.zh, department]);
    expect(decided).toEqual([
      ["公众聚集场所投入使用、营业前消防安全检查", "1016"],
      ["行政复议申请", "1009"],
      ["个人之间、个人与单位土地权属争议裁决", "1012"],
    ]);
  });

  it("ask a restaurant for what the law asks today", () => {
    // 国发〔2016〕12号: no hygiene licence of public places any more.
    const parts = named("开办餐饮店“一件事”")?.joint?.parts.map(
      (part) => items.find(({ itemCode }) => itemCode === part)?.name.zh,
    );
    expect(parts).toEqual([
      "食品经营许可（新办）",
      "公众聚集场所投入使用、营业前消防安全检查",
      "门店招牌设置备案",
    ]);
  });

  it("list with a joint matter what its parts look up, so that it is looked up once", () => {
    for (const { joint, materials } of items.filter((item) => item.joint)) {
      const here = new Map(materials.map(({ materialId, licenceType }) => [materialId, licenceType]));
      const needed = items
        .filter(({ itemCode }) => joint?.parts.includes(itemCode))
        .flatMap((part) => part.materials.filter(({ source }) => source === "government"));
      expect(needed.map(({ materialId }) => here.get(materialId))).toEqual(
        needed.map(({ licenceType }) => licenceType),
      );
    }
  });

  it("ask a new food business for what order 78 lists, and what its licence prints", () => {
    const item = named("食品经营许可（新办）");
    expect(item?.materials.map(({ materialId }) => materialId)).toEqual(
      expect.arrayContaining(["application", "business-licence", "premises", "food-safety-rules"]),
    );
    expect(item?.form.properties).toMatchObject({
      activities: { type: "array" },
      foodSafety: { properties: { uscc: {}, safetyStaff: {}, safetyRules: {} } },
    });
    expect(item?.form.required).toEqual(expect.arrayContaining(["activities", "foodSafety"]));
  });

  it("count natural days where a special regulation says days, and not working days", () => {
    // 行政许可法 Art. 82 makes its own days working days; 危险化学品安全管理条例 Art. 35 and 道路运输条例 set their own.
    const limitOf = (name: string) => named(name)?.legalLimit;
    expect(limitOf("危险化学品经营许可")).toEqual({ days: 30, unit: "calendarDay" });
    expect(limitOf("道路货物运输经营许可")).toEqual({ days: 20, unit: "calendarDay" });
    expect(limitOf("取水许可")).toEqual({ days: 45, unit: "workingDay" });
  });

  it("charge what the law says, and pay as a payment", () => {
    expect(named("不动产抵押权首次登记")?.fee.items.map(({ amountFen }) => amountFen)).toEqual([
      8000, 55_000,
    ]);
    expect(named("义务兵家庭优待金给付")).toMatchObject({
      itemType: "payment",
      catalogCode: expect.stringMatching(/^..05/),
    });
  });

  it("are beside the made-up ones without sharing a code or a name", () => {
    const both = [...items, ...generateCatalogue(992, 1, catalogueContext)];
    expect(checkCatalogue(both, catalogueContext).problems).toEqual([]);
  });

  it("have the samples that they name", () => {
    const samples = items.flatMap(({ materials }) => materials.flatMap(({ sample }) => sample ?? []));
    expect(samples.length).toBeGreaterThan(0);
    expect(samples.filter((sample) => !existsSync(`data/districts/411602/samples/${sample}`))).toEqual([]);
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

  it("ask for each shareholder, family member, vehicle or doctor by itself, where there are several", () => {
    const repeated = items.filter(({ form }) => entriesOf(form).some(({ entry }) => entry.type === "object"));
    expect(repeated.map(({ name }) => name.zh)).toEqual(
      expect.arrayContaining([
        "公司设立登记",
        "最低生活保障对象认定",
        "公租房保障资格确认",
        "道路货物运输经营许可",
        "医疗机构执业登记（诊所除外）",
        "食品经营许可（新办）",
      ]),
    );
  });

  it("give every choice of an entry in both languages too", () => {
    const untranslated = items.flatMap(({ name, form }) =>
      entriesOf(form).flatMap(({ field, entry }) =>
        [entry, ...Object.values(entry.properties ?? {})]
          .filter((each) => typeof each === "object" && each.enum?.length !== each["x-enum-en"]?.length)
          .map(() => `${name.zh}: ${field}`),
      ),
    );
    expect(untranslated).toEqual([]);
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
