import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkCatalogueCsv, csvToRows, toCsv } from "#scripts/catalogue/csv.ts";
import { csvColumns, optionalColumns, readCell } from "#scripts/catalogue/csv-columns.ts";
import { parseCsv, writeCsv } from "#scripts/catalogue/csv-text.ts";
import { generateCatalogue } from "#scripts/catalogue/generate.ts";
import type { ServiceItem } from "#shared/catalogue/item.ts";
import { baseItem, context } from "./base-item.ts";

/** The file of the sound item, with one column changed by hand. */
function fileWith(column: string, cell: string, columns: string[] = Object.keys(csvColumns)): string {
  const [header = [], row = []] = parseCsv(toCsv([baseItem()])).records.map(({ cells }) => cells);
  const cells = columns.map((name) => (name === column ? cell : (row[header.indexOf(name)] ?? "")));
  return writeCsv([columns, cells]);
}
const brief = (file: string) =>
  checkCatalogueCsv(file, context).problems.map(({ row, column, code }) => ({ row, column, code }));

describe("a catalogue file", () => {
  it("reads back to the item it was written from", () => {
    expect(checkCatalogueCsv(toCsv([baseItem()]), context)).toEqual({ items: [baseItem()], problems: [] });
  });

  it("reads back to a whole catalogue", () => {
    const items = generateCatalogue(100, 3, context);
    expect(checkCatalogueCsv(toCsv(items), context)).toEqual({ items, problems: [] });
  });

  it("reads back whatever texts an item holds", () => {
    // The schema trims its texts, so only what it leaves can come back.
    const string = fc
      .string({ unit: "binary", minLength: 1 })
      .filter((value) => value.trim() === value && value !== "");
    const text = fc.record({ zh: string, en: string });
    const changes = fc.record<Partial<ServiceItem>>({
      name: text,
      conditions: text,
      legalBasis: fc.array(string, { minLength: 1 }),
      intermediaryServices: fc.constant([]),
      legalLimit: fc.constantFrom(
        { months: 6, unit: "month" as const },
        { unit: "none" as const },
        { days: 60, unit: "calendarDay" as const },
      ),
      extension: fc.constantFrom("none" as const, {
        limit: { months: 1, unit: "month" as const },
        approver: "government" as const,
        basis: "《条例》第三条",
      }),
      remedies: fc.constant({
        reconsideration: "none" as const,
        lawsuit: { courts: ["某市某区人民法院"], limit: { days: 15, unit: "calendarDay" as const } },
        basis: "《条例》第四条",
      }),
      faq: fc.array(fc.record({ question: text, answer: text })),
      visits: fc.nat(9),
      visitReason: text,
      separateDecider: fc.boolean(),
    });
    fc.assert(
      fc.property(changes, (change) => {
        const item = { ...baseItem(), ...change };
        expect(checkCatalogueCsv(toCsv([item]), context)).toEqual({ items: [item], problems: [] });
      }),
    );
  });

  it("may leave out the columns of optional fields, and have its columns in any order", () => {
    const columns = Object.keys(csvColumns)
      .filter((name) => name === "result.licenceType" || !optionalColumns.has(name))
      .toReversed();
    expect(checkCatalogueCsv(fileWith("", "", columns), context).items).toEqual([baseItem()]);
  });

  it.each([
    ["visits", "two", { row: 2, column: "visits", code: "invalid_type" }],
    ["fee.charged", "maybe", { row: 2, column: "fee.charged", code: "invalid_type" }],
    ["legalLimit.days", "", { row: 2, column: "legalLimit.days", code: "required" }],
    ["phone", "", { row: 2, column: "phone", code: "required" }],
    ["channels", "web;fax", { row: 2, column: "channels.1", code: "invalid_value" }],
    ["steps", "{", { row: 2, column: "steps", code: "csv-cell-json" }],
    ["steps", "[{}]", { row: 2, column: "steps.0.zh", code: "required" }],
    ["form", "", { row: 2, column: "form", code: "custom" }],
    ["catalogCode", "4.10101E+11", { row: 2, column: "catalogCode", code: "invalid_format" }],
  ])("says where %s is wrong when it holds %j", (column, cell, problem) => {
    expect(brief(fileWith(column, cell))).toContainEqual(problem);
  });

  it("says once that a cell is not JSON", () => {
    expect(brief(fileWith("steps", "{"))).toEqual([{ row: 2, column: "steps", code: "csv-cell-json" }]);
  });

  it("says what is wrong with the header and leaves the rows alone", () => {
    const columns = ["nmae.zh", "phone", ...Object.keys(csvColumns).filter((name) => name !== "name.zh")];
    expect(brief(fileWith("", "", columns))).toEqual([
      { row: 1, column: "nmae.zh", code: "csv-column-unknown" },
      { row: 1, column: "phone", code: "csv-column-duplicate" },
      { row: 1, column: "name.zh", code: "csv-column-missing" },
    ]);
  });

  it("finds the header missing in an empty file", () => {
    expect(brief("").every(({ row, code }) => row === 1 && code === "csv-column-missing")).toBe(true);
    expect(brief("")).not.toEqual([]);
  });

  it("numbers rows as the spreadsheet does, past blank rows and line breaks in cells", () => {
    const item = { ...baseItem(), conditions: { zh: "一\n二\n三", en: "1\r\n2" } };
    const [header = "", row = ""] = toCsv([item])
      .trimEnd()
      .split(/(?<=form,extra,untranslated,synthetic)\r\n/);
    const file = `${header}\r\n\r\n${row}\r\n,,\r\n${row}`;
    expect(csvToRows(file).rowNumbers).toEqual([3, 5]);
    expect(brief(file)).toEqual([
      { row: 5, column: "itemCode", code: "code-duplicate" },
      { row: 5, column: "name.zh", code: "name-duplicate" },
    ]);
  });

  it("finds a cell beyond the header and an unmatched quotation mark", () => {
    expect(brief(`${toCsv([baseItem()]).trimEnd()},more\r\n`)).toEqual([
      { row: 2, column: "", code: "csv-cell-count" },
    ]);
    expect(brief(`${toCsv([baseItem()])}"open`)).toEqual([{ row: 3, column: "", code: "csv-quote" }]);
  });
});

describe("a cell", () => {
  it.each([
    ["boolean", "TRUE", true],
    ["boolean", "否", false],
    ["boolean", "", undefined],
    ["boolean", "toString", "toString"],
    ["number", " 12 ", 12],
    ["number", "1e3", "1e3"],
    ["list", "web； mobile;;", ["web", "mobile"]],
    ["list", "", []],
    ["json", " ", []],
    ["code", " 12345 ", "12345"],
    ["text", " a ", " a "],
    ["text", " ", undefined],
  ] as const)("of kind %s holding %j is %j", (kind, cell, value) => {
    expect(readCell(kind, cell)).toEqual(value);
  });
});
