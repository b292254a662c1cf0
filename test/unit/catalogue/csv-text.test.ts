import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseCsv, writeCsv } from "#scripts/catalogue/csv-text.ts";

const cellsOf = (text: string) => parseCsv(text).records.map(({ cells }) => cells);

describe("CSV text (RFC 4180)", () => {
  it.each([
    [
      "a,b\r\n1,2\r\n",
      [
        ["a", "b"],
        ["1", "2"],
      ],
    ],
    [
      "a,b\n1,2",
      [
        ["a", "b"],
        ["1", "2"],
      ],
    ],
    [
      "a,b\r1,2\r",
      [
        ["a", "b"],
        ["1", "2"],
      ],
    ],
    ["\uFEFFa,b\n", [["a", "b"]]],
    ["a,,\n", [["a", "", ""]]],
    ["a,", [["a", ""]]],
    [",a", [["", "a"]]],
    ['"a,b",c', [["a,b", "c"]]],
    ['"a ""b""",""', [['a "b"', ""]]],
    ['"行一\n行二\r\n行三",c\r\n', [["行一\n行二\r\n行三", "c"]]],
    ["", []],
  ])("reads %j", (text, cells) => {
    expect(cellsOf(text)).toEqual(cells);
    expect(parseCsv(text).brokenAt).toBeUndefined();
  });

  it("numbers the records as a spreadsheet does: blank ones count, line breaks in cells do not", () => {
    const { records } = parseCsv('a,b\n"1\n2",3\n\n,\nx,y\n');
    expect(records.map(({ row }) => row)).toEqual([1, 2, 5]);
  });

  it.each([
    ['a\n"b', 2],
    ['a\n"b"c\n', 2],
    ['a\nb\nc"d"\n', 3],
  ])("says in which record of %j a quotation mark has no match", (text, row) => {
    expect(parseCsv(text).brokenAt).toBe(row);
  });

  it("reads a cell of several megabytes", () => {
    const cell = 'x""'.repeat(1_000_000);
    expect(cellsOf(`"${cell}"`)[0]?.[0]?.length).toBe(2_000_000);
  });

  it("reads back whatever it writes", () => {
    const cell = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.string({ unit: fc.constantFrom('"', ",", "\r", "\n", "a", " ", "\uFEFF", "汇") }),
    );
    const record = fc.array(cell, { minLength: 1 }).filter((cells) => cells.some((text) => text !== ""));
    fc.assert(
      fc.property(fc.array(record), (records) => {
        expect(cellsOf(writeCsv(records))).toEqual(records);
      }),
    );
  });
});
