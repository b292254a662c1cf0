import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { writeCsv } from "#scripts/catalogue/csv-text.ts";
import { readMappedCatalogue } from "#scripts/catalogue/file.ts";
import { generateCatalogue } from "#scripts/catalogue/generate.ts";
import { provincialExport } from "#scripts/catalogue/generate-export.ts";
import { genericForm } from "#scripts/catalogue/generic-form.ts";
import { readMapping } from "#scripts/catalogue/mapping.ts";
import { formFindings } from "#shared/catalogue/form-schema.ts";
import { type ItemType, itemTypeCodes } from "#shared/catalogue/item.ts";
import { context, usccOf } from "./base-item.ts";

const directory = mkdtempSync(join(tmpdir(), "tongban-mapping-"));
afterAll(() => rmSync(directory, { recursive: true, force: true }));
let files = 0;
function fileOf(content: string, ending = "csv"): string {
  files += 1;
  const file = join(directory, `${files}.${ending}`);
  writeFileSync(file, content);
  return file;
}

const mapping = readMapping("data/mappings/provincial-export.json");
const read = (content: string, ending?: string) => readMappedCatalogue(fileOf(content, ending), mapping);

/** One item as a province writes it, and nothing of it in English. */
const exported: Record<string, string> = {
  task_name: "食品经营许可延续",
  task_code: `${usccOf("1001")}4000131001003`,
  task_type: "01",
  by_law: "《中华人民共和国食品安全法》第三十五条\n《食品经营许可和备案管理办法》第二十九条",
  server_type: "1、2",
  anticipate_day: "20",
  anticipate_type: "1",
  promise_day: "5",
  promise_type: "1",
  accept_condition: "许可证有效期届满前提出。",
  handle_flow: "申请\n受理\n决定",
  materials: JSON.stringify([
    { material_name: "延续申请书", is_need: "1", material_type: "2", accept_stand: "签字" },
    { material_name: "变化说明", is_need: "3" },
  ]),
  is_fee: "0",
  transact_addr: "川汇区政务服务中心",
  transact_time: "工作日",
  link_way: "0394-12345",
  supervise_way: "12345",
  limit_scene_num: "0",
  online_handle_depth: "1;2",
  handle_type: "1;2",
  submit_type: "1;2",
  get_type: "1;2",
  result_type: "20",
  result_name: "准予延续决定",
  limit_explain: "无数量限制",
  某某说明: "本省自有的列",
};
const rowsOf = (...rows: Record<string, string>[]): string => {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  return writeCsv([columns, ...rows.map((row) => columns.map((column) => row[column] ?? ""))]);
};

describe("a file with a province's columns", () => {
  it("becomes items: lists split, enumerations translated, what the code says taken from it", () => {
    const { items, problems } = read(rowsOf(exported));
    expect(problems).toEqual([]);
    expect(items).toMatchObject([
      {
        catalogCode: "000131001003",
        itemType: "licence",
        level: "4",
        department: "1001",
        audience: ["naturalPerson", "enterprise"],
        kind: "promised",
        legalLimit: { days: 20, unit: "workingDay" },
        legalBasis: expect.arrayContaining(["《食品经营许可和备案管理办法》第二十九条"]),
        steps: [{ zh: "申请" }, { zh: "受理" }, { zh: "决定" }],
        handIn: ["window", "online"],
        materials: [
          { materialId: "material-1", necessity: "required", extra: { accept_stand: "签字" } },
          { materialId: "material-2", necessity: "deferrable", source: "applicant" },
        ],
      },
    ]);
  });

  it("needs no English: the Chinese is there, and the item and the report say where", () => {
    const { items, gaps } = read(rowsOf(exported));
    expect(items[0]?.name).toEqual({ zh: "食品经营许可延续", en: "食品经营许可延续" });
    expect(items[0]?.untranslated).toEqual(
      expect.arrayContaining([
        "name",
        "conditions",
        "materials.name",
        "steps",
        "result.name",
        "address",
        "hours",
      ]),
    );
    expect(gaps).toContainEqual({ field: "name.en", remedy: "chinese", rows: 1 });
    expect(gaps).toContainEqual({ field: "form", remedy: "genericForm", rows: 1 });
    expect(gaps).toContainEqual({ field: "faq", remedy: "no", rows: 1 });
    expect(gaps.filter(({ field }) => field === "legalLimit")).toEqual([]);
  });

  it("keeps what we have no field for, and columns that nobody mapped", () => {
    const { items, kept } = read(rowsOf(exported));
    expect(items[0]?.extra).toEqual({ limit_explain: "无数量限制", 某某说明: "本省自有的列" });
    expect(kept).toEqual(["limit_explain", "某某说明"]);
  });

  it("may be JSON too", () => {
    const records = [{ ...exported, limit_scene_num: 0, materials: JSON.parse(exported.materials ?? "[]") }];
    expect(read(JSON.stringify(records), "json").items).toEqual(read(rowsOf(exported)).items);
  });

  it("without a legal limit has none, and the report says so", () => {
    const { items, gaps } = read(rowsOf({ ...exported, anticipate_day: "" }));
    expect(items[0]?.legalLimit).toEqual({ unit: "none" });
    expect(gaps).toContainEqual({ field: "legalLimit", remedy: "noLimit", rows: 1 });
  });

  it("has sub-items of 33 digits below their item, also under its name; not two of one name", () => {
    const below = (task_handle_item: string) => ({ ...exported, task_handle_item });
    const whole = `${exported.task_code}02`;
    const { items, problems } = read(
      rowsOf(exported, below("01"), { ...below(whole), task_name: "委托办理" }),
    );
    expect(problems).toEqual([]);
    expect(items.map(({ itemCode }) => itemCode)).toEqual([
      exported.task_code,
      `${exported.task_code}01`,
      whole,
    ]);
    const twice = read(rowsOf(exported, below("01"), below("02")));
    expect(twice.problems.map(({ row, code }) => [row, code])).toEqual([[4, "name-duplicate"]]);
  });

  it("is refused for what is wrong with it, by row and column, as any file", () => {
    const { problems } = read(
      rowsOf({ ...exported, promise_day: "30", materials: "[" }, { ...exported, task_type: "99" }),
    );
    expect(problems.map(({ row, column, code }) => [row, column, code])).toEqual(
      expect.arrayContaining([
        [2, "materials", "csv-cell-json"],
        [2, "promisedLimit.days", "promised-longer-than-legal"],
        [3, "itemType", "invalid_value"],
      ]),
    );
  });

  it("reads an export of 992 rows, with the guide fields of a province, and nothing wrong", () => {
    const text = provincialExport(generateCatalogue(992, 5, context), mapping);
    const { items, problems, gaps, kept } = read(text);
    expect(problems).toEqual([]);
    expect(items).toHaveLength(992);
    expect(kept).toHaveLength(22);
    expect(items.filter(({ itemCode }) => itemCode.length === 33)).toHaveLength(49);
    expect(gaps).toContainEqual({ field: "name.en", remedy: "chinese", rows: 992 });
  });
});

describe("a mapping of columns", () => {
  it.each([
    ["{", /not a valid mapping/],
    ['{"columns": {"a": "nowhere"}}', /columns\.a: nowhere is no field of an item/],
    ['{"columns": {}, "more": 1}', /not a valid mapping/],
  ])("is refused when it is none: %s", (content, why) => {
    expect(() => readMapping(fileOf(content, "json"))).toThrow(why);
  });
});

describe("the general form", () => {
  it.each(Object.keys(itemTypeCodes) as ItemType[])("of %s is a sound one, in both languages", (type) => {
    expect(formFindings(genericForm(type))).toEqual([]);
  });
});
