import { writeFileSync } from "node:fs";
import { catalogueContext } from "#data/index.ts";
import { type CheckedCatalogue, checkCatalogue } from "#shared/catalogue/checks.ts";
import type { ServiceItem } from "#shared/catalogue/item.ts";
import { CommandError } from "../terminal.ts";
import { complete } from "./complete.ts";
import { checkCatalogueCsv, toCsv } from "./csv.ts";
import { writeCsv } from "./csv-text.ts";
import { countGaps, type GapCount } from "./import-report.ts";
import { mappedRows } from "./map-rows.ts";
import type { Mapping } from "./mapping.ts";
import { textOf } from "./text-file.ts";

export const isCsv = (file: string): boolean => /\.csv$/i.test(file);

function rowsOfJson(file: string): unknown[] {
  let value: unknown;
  try {
    value = JSON.parse(textOf(file).replace(/^\uFEFF/, ""));
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new CommandError({
      zh: `${file} 不是有效的 JSON：${error.message}`,
      en: `${file} is not valid JSON: ${error.message}`,
    });
  }
  if (!Array.isArray(value))
    throw new CommandError({
      zh: `${file} 应为事项的 JSON 数组。`,
      en: `${file} should hold a JSON array of items.`,
    });
  return value;
}

/** The text of a JSON array of flat records, as a file of their columns. */
function csvOfRecords(file: string): string {
  const records = rowsOfJson(file).filter((row) => typeof row === "object" && row !== null);
  const columns = [...new Set(records.flatMap((record) => Object.keys(record)))];
  const cellOf = (value: unknown): string =>
    typeof value === "string" ? value : value === undefined || value === null ? "" : JSON.stringify(value);
  const cellsOf = (record: object) => {
    const cells = new Map(Object.entries(record));
    return columns.map((column) => cellOf(cells.get(column)));
  };
  return writeCsv([columns, ...records.map(cellsOf)]);
}

export type MappedCatalogue = CheckedCatalogue & {
  gaps: GapCount[];
  /** Columns that the mapping does not know: what they say is kept in `extra`. */
  kept: string[];
};

/** Reads a catalogue with a province's columns: what it lacks is filled in where that is right, and named. */
export function readMappedCatalogue(file: string, mapping: Mapping): MappedCatalogue {
  const text = isCsv(file) ? textOf(file) : csvOfRecords(file);
  const { rows, rowNumbers, problems } = mappedRows(text, mapping);
  const gaps = rows.flatMap((row) => complete(row, mapping, catalogueContext));
  const checked = checkCatalogue(rows, catalogueContext, (index) => rowNumbers[index] ?? index);
  const kept = new Set(rows.flatMap(({ extra }) => Object.keys(extra ?? {})));
  return {
    items: checked.items,
    problems: [...problems, ...checked.problems].sort((a, b) => a.row - b.row),
    gaps: countGaps(gaps),
    kept: [...kept].sort(),
  };
}

/** Reads a catalogue and checks all of it. Rows count as a spreadsheet shows them; in JSON, from 1. */
export function readCatalogue(file: string): CheckedCatalogue {
  if (isCsv(file)) return checkCatalogueCsv(textOf(file), catalogueContext);
  return checkCatalogue(rowsOfJson(file), catalogueContext, (index) => index + 1);
}

export function writeCatalogue(file: string, items: readonly ServiceItem[], csv = isCsv(file)): void {
  writeFileSync(file, csv ? toCsv(items) : `${JSON.stringify(items, null, 2)}\n`);
}
