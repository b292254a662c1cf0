import { type CheckedCatalogue, checkCatalogue } from "#shared/catalogue/checks.ts";
import type { ServiceItem } from "#shared/catalogue/item.ts";
import { type CatalogueProblem, problemOf } from "#shared/catalogue/problem-messages.ts";
import type { CatalogueContext } from "#shared/catalogue/rule.ts";
import { type CellKind, csvColumns, optionalColumns, readCell, writeCell } from "./csv-columns.ts";
import { type CsvRecord, parseCsv, writeCsv } from "./csv-text.ts";

const kinds: ReadonlyMap<string, CellKind> = new Map(Object.entries(csvColumns));

export type CsvRows<Row = unknown> = {
  rows: Row[];
  /** For each row its number in the file, as a spreadsheet shows it. */
  rowNumbers: number[];
  problems: CatalogueProblem[];
};

/** Puts a value at a dotted path; an absent value leaves no trace, so that an optional object stays absent. */
export function put(target: Record<string, unknown>, path: string, value: unknown): void {
  if (value === undefined) return;
  const steps = path.split(".");
  const last = steps.pop() ?? path;
  let object = target;
  for (const step of steps) {
    object[step] ??= {};
    object = object[step] as Record<string, unknown>;
  }
  object[last] = value;
}

export function get(source: unknown, path: string): unknown {
  return path
    .split(".")
    .reduce<unknown>((value, step) => (value as Record<string, unknown> | undefined)?.[step], source);
}

function headerProblems({ row, cells }: CsvRecord): CatalogueProblem[] {
  const at = (column: string, code: "csv-column-unknown" | "csv-column-duplicate" | "csv-column-missing") =>
    problemOf(row, { column, code, detail: column });
  const missing = [...kinds.keys()].filter((name) => !optionalColumns.has(name) && !cells.includes(name));
  return [
    ...cells.filter((name) => !kinds.has(name)).map((name) => at(name, "csv-column-unknown")),
    ...cells
      .filter((name, index) => kinds.has(name) && cells.indexOf(name) !== index)
      .map((name) => at(name, "csv-column-duplicate")),
    ...missing.map((name) => at(name, "csv-column-missing")),
  ];
}

function rowOf(header: readonly string[], { row, cells }: CsvRecord) {
  const value: Record<string, unknown> = {};
  const problems: CatalogueProblem[] = [];
  // Spreadsheets may drop empty cells at the end of a row, but a cell beyond the header belongs to no column.
  if (cells.slice(header.length).some((cell) => cell !== ""))
    problems.push(problemOf(row, { column: "", code: "csv-cell-count", detail: `${cells.length}` }));
  for (const [index, column] of header.entries()) {
    const kind = kinds.get(column);
    if (!kind) continue;
    try {
      put(value, column, readCell(kind, cells[index] ?? ""));
    } catch {
      problems.push(problemOf(row, { column, code: "csv-cell-json" }));
    }
  }
  return { value, problems };
}

/** Reads a catalogue file into rows as they are to be checked. Knows the file only, not what an item must be. */
export function csvToRows(text: string): CsvRows {
  const { records, brokenAt } = parseCsv(text);
  const [first, ...body] = records;
  const header = { row: first?.row ?? 1, cells: first?.cells.map((cell) => cell.trim()) ?? [] };
  const read = body.map((record) => rowOf(header.cells, record));
  const broken = brokenAt === undefined ? [] : [problemOf(brokenAt, { column: "", code: "csv-quote" })];
  return {
    rows: read.map(({ value }) => value),
    rowNumbers: body.map(({ row }) => row),
    problems: [...headerProblems(header), ...read.flatMap(({ problems }) => problems), ...broken],
  };
}

/** Reads and checks a catalogue file; rows are numbered as in a spreadsheet, columns begin with those of the file. */
export function checkCatalogueCsv(text: string, context: CatalogueContext): CheckedCatalogue {
  const { rows, rowNumbers, problems } = csvToRows(text);
  // With the columns wrong, every row would lack the same fields; the header's problems say it once.
  if (problems.some(({ code }) => code.startsWith("csv-column"))) return { items: [], problems };
  const unreadable = new Set(problems.map(({ row, column }) => `${row} ${column}`));
  const checked = checkCatalogue(rows, context, (index) => rowNumbers[index] ?? index);
  // A cell that is not JSON left its field empty; that the field is missing need not be said as well.
  const rest = checked.problems.filter(({ row, column }) => !unreadable.has(`${row} ${column}`));
  return { items: checked.items, problems: [...problems, ...rest].sort((a, b) => a.row - b.row) };
}

/** The items as a catalogue file that reads back to the same items. */
export const toCsv = (items: readonly ServiceItem[]): string =>
  writeCsv([
    [...kinds.keys()],
    ...items.map((item) => [...kinds].map(([column, kind]) => writeCell(kind, get(item, column)))),
  ]);
