import { describe, expect, it } from "vitest";
import { checkCatalogue } from "#shared/catalogue/checks.ts";
import type { ServiceItem } from "#shared/catalogue/item.ts";
import { problemCodes } from "#shared/catalogue/problem-messages.ts";
import { itemCodeOf } from "#shared/kernel/identifiers/item-codes.ts";
import { baseItem, context, usccOf } from "./base-item.ts";
import { charge, material, mutations, withCodes } from "./mutations.ts";

const problemsOf = (...rows: unknown[]) => checkCatalogue(rows, context).problems;
const brief = (...rows: unknown[]) =>
  problemsOf(...rows).map(({ row, column, code }) => ({ row, column, code }));

describe("checkCatalogue", () => {
  it("finds nothing wrong with a sound item, and gives it back parsed", () => {
    const checked = checkCatalogue([{ ...baseItem(), name: { zh: " 食品经营许可 ", en: "Food" } }], context);
    expect(checked.problems).toEqual([]);
    expect(checked.items[0]?.name.zh).toBe("食品经营许可");
  });

  it.each(mutations)("%s: %s (%s)", (column, code, _fault, mutate) => {
    const item = baseItem();
    mutate(item);
    expect(brief(item)).toContainEqual({ row: 0, column, code });
  });

  it("finds a wrong check character in the department's part of the code", () => {
    const item = baseItem();
    item.itemCode = item.itemCode.replace(/^(.{16})../, "$100");
    expect(brief(item)).toContainEqual({ row: 0, column: "itemCode", code: "code-uscc" });
  });

  it.each<[string, (item: ServiceItem) => void]>([
    ["28 days for 20 working days", (i) => (i.promisedLimit = { days: 28, unit: "calendarDay" })],
    ["5 working days for 7 days", (i) => (i.legalLimit = { days: 7, unit: "calendarDay" })],
    ["face with a window beside it", (i) => (i.identityLevel = "face")],
    ["a service on the list", (i) => i.intermediaryServices.push("不动产测绘")],
    [
      "a visit with its reason",
      (i) => Object.assign(i, { visits: 1, visitReason: { zh: "核验", en: "Check" } }),
    ],
    ["a charge with its basis", (i) => (i.fee = { charged: true, items: [charge] })],
    [
      "a type the province added",
      (i) => {
        withCodes(i, "412101001001");
        i.itemType = "publicService";
      },
    ],
    [
      "one's ID only, with licences for the rest",
      (i) => {
        i.oneIdOnly = true;
        i.materials = [
          { ...material, licenceType: "营业执照" },
          { ...material, materialId: "from-office", source: "government" },
          { ...material, materialId: "if-any", necessity: "optional" },
        ];
      },
    ],
    [
      "a form with branches and references",
      (i) => {
        i.form = {
          type: "object",
          $defs: { phone: { type: "string", pattern: "^1\\d{10}$" } },
          properties: {
            properties: { type: "boolean", title: "有无财产", "x-title-en": "Property?" },
            phone: { $ref: "#/$defs/phone", title: "电话", "x-title-en": "Telephone", "x-personal": "phone" },
          },
          if: { properties: { properties: { const: true } } },
          // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
          then: { required: ["phone"] },
        };
      },
    ],
  ])("lets %s pass", (_name, mutate) => {
    const item = baseItem();
    mutate(item);
    expect(problemsOf(item)).toEqual([]);
  });

  it("finds the second item with the same code or name, and says which row has the first", () => {
    const other = baseItem();
    withCodes(other, "000101001002");
    const elsewhere = { ...baseItem(), department: "1002" };
    elsewhere.itemCode = itemCodeOf(usccOf("1002"), "4", elsewhere.catalogCode);
    expect(brief(baseItem(), elsewhere, other, baseItem())).toEqual([
      { row: 2, column: "name.zh", code: "name-duplicate" },
      { row: 3, column: "itemCode", code: "code-duplicate" },
      { row: 3, column: "name.zh", code: "name-duplicate" },
    ]);
    expect(problemsOf(baseItem(), other)[0]?.message.zh).toContain("第 0 行");
  });

  it("reports schema errors and broken rules of one row together", () => {
    const { phone: _phone, ...item } = baseItem();
    const row = { ...item, visits: 2, colour: "red", fee: { charged: "yes", items: [] } };
    expect(brief(row)).toEqual([
      { row: 0, column: "fee.charged", code: "invalid_type" },
      { row: 0, column: "phone", code: "required" },
      { row: 0, column: "colour", code: "unrecognized_keys" },
      { row: 0, column: "visitReason", code: "visit-without-reason" },
    ]);
  });

  it("does not call a malformed reason a missing one", () => {
    expect(brief({ ...baseItem(), visits: 1, visitReason: { zh: "核验" } })).toEqual([
      { row: 0, column: "visitReason.en", code: "required" },
    ]);
  });

  it.each([null, 1, "item", [[]], undefined])("survives a row that is %j", (row) => {
    expect(problemsOf(row, baseItem()).every(({ row: number }) => number === 0)).toBe(true);
    expect(problemsOf(row)).toHaveLength(1);
  });

  it("survives a form that is too deep to be read", () => {
    let schema: Record<string, unknown> = {};
    for (let depth = 0; depth < 50_000; depth += 1) schema = { not: schema };
    expect(brief({ ...baseItem(), form: { type: "object", not: schema } })).toEqual([
      { row: 0, column: "form", code: "form-invalid" },
    ]);
  });

  it("numbers rows from where it is asked to", () => {
    const { problems } = checkCatalogue([baseItem(), baseItem()], context, (index) => index + 2);
    expect(problems.map(({ row }) => row)).toEqual([3, 3]);
    expect(problems[0]?.message.en).toContain("Row 2");
  });

  it("fills its sentences in both languages", () => {
    const item = baseItem();
    item.themes = ["$&"];
    expect(problemsOf(item)[0]?.message).toEqual({ zh: "没有主题 $&。", en: "There is no theme $&." });
  });

  it("has a test for each of its rules", () => {
    const elsewhere = ["code-uscc", "code-duplicate", "name-duplicate"];
    const tested = new Set<string>([...mutations.map(([, code]) => code), ...elsewhere]);
    expect(problemCodes.filter((code) => !code.startsWith("csv-") && !tested.has(code))).toEqual([]);
  });
});
