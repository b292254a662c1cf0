import { problemOf } from "#shared/catalogue/problem-messages.ts";
import { type CsvRows, put } from "./csv.ts";
import { csvColumns, readCell } from "./csv-columns.ts";
import { parseCsv } from "./csv-text.ts";
import { handlingItem, type ListTarget, type Mapping, type Target } from "./mapping.ts";

type Texts = Record<string, string>;
type Fields = Record<string, unknown>;
export type MappedRow = Fields & { extra?: Texts };
const kinds: Readonly<Record<string, string>> = csvColumns;

/** Lists of texts are in one cell, an entry a line; lists of codes with one of these between them too. */
const linesOf = (cell: string): string[] => splitBy(/\r?\n/, cell);
const codesOf = (cell: string): string[] => splitBy(/[\r\n;；,，、]/, cell);
const splitBy = (between: RegExp, cell: string): string[] =>
  cell
    .split(between)
    .map((entry) => entry.trim())
    .filter((entry) => entry !== "");

/** Fields of an entry of a list that are numbers. */
const entryNumbers: ReadonlySet<string> = new Set(["copies", "amountFen"]);

function readMapped({ field, values }: Target, cell: string): unknown {
  const text = cell.trim();
  const kind = kinds[field];
  const whole = values && Object.hasOwn(values, text) ? values[text] : undefined;
  if (whole !== undefined && (kind !== "list" || Array.isArray(whole))) return whole;
  if (kind === "list") return codesOf(text).map((code) => values?.[code] ?? code);
  if (kind !== "json") return readCell(kind === "number" || kind === "boolean" ? kind : "code", text);
  if (text.startsWith("[")) return JSON.parse(text);
  const lines = field === "intermediaryServices" ? codesOf(text) : linesOf(text);
  return field === "steps" ? lines.map((zh) => ({ zh })) : lines;
}

/** An entry of a list, such as a material. What has no field is kept: with the entry, or with the item. */
function entryOf({ field, each, defaults }: ListTarget, given: Fields, index: number, outer: Texts): Fields {
  const entry: Fields = structuredClone(defaults ?? {});
  const kept: Texts = {};
  for (const [name, raw] of Object.entries(given)) {
    const cell = (typeof raw === "string" ? raw : JSON.stringify(raw)).trim();
    if (cell === "" || cell === "null") continue;
    const target = each[name];
    if (!target) {
      if (field === "materials") kept[name] = cell;
      else outer[`${field}.${index}.${name}`] = cell;
    } else if (target.values && Object.hasOwn(target.values, cell))
      put(entry, target.field, target.values[cell]);
    else put(entry, target.field, entryNumbers.has(target.field) ? readCell("number", cell) : cell);
  }
  if (Object.keys(kept).length > 0) entry.extra = kept;
  if (field === "materials") entry.materialId ??= `material-${index + 1}`;
  return entry;
}

/** @throws SyntaxError when the cell of a list is not JSON */
function putCell(row: Fields, extra: Texts, target: Target | ListTarget, cell: string): void {
  if (!("each" in target)) {
    put(row, target.field, readMapped(target, cell));
    return;
  }
  const entries: unknown = JSON.parse(cell);
  if (!Array.isArray(entries)) throw new SyntaxError("not a list");
  const isFields = (entry: unknown): entry is Fields => typeof entry === "object" && entry !== null;
  put(
    row,
    target.field,
    entries.filter(isFields).map((entry, index) => entryOf(target, entry, index, extra)),
  );
}

/** Two digits follow the item's 31, and a whole code of 33 takes their place. */
function withHandlingItem(row: Fields): void {
  const { [handlingItem]: own, itemCode } = row;
  delete row[handlingItem];
  if (typeof own !== "string" || typeof itemCode !== "string" || itemCode.length !== 31) return;
  row.itemCode = own.length === 2 ? `${itemCode}${own}` : own;
}

/** Reads a file with a province's columns into rows as they are to be completed and checked. */
export function mappedRows(text: string, { columns }: Mapping): CsvRows<MappedRow> {
  const { records, brokenAt } = parseCsv(text);
  const [first, ...body] = records;
  const header = first?.cells.map((cell) => cell.trim()) ?? [];
  const problems = brokenAt === undefined ? [] : [problemOf(brokenAt, { column: "", code: "csv-quote" })];
  const rows = body.map(({ row: number, cells }) => {
    const row: MappedRow = {};
    const extra: Texts = {};
    for (const [index, column] of header.entries()) {
      const cell = (cells[index] ?? "").trim();
      const target = Object.hasOwn(columns, column) ? columns[column] : undefined;
      if (cell === "" || target === null) continue;
      try {
        if (target) putCell(row, extra, target, cell);
        else if (column !== "") extra[column] = cell;
      } catch (error) {
        if (!(error instanceof SyntaxError)) throw error;
        problems.push(problemOf(number, { column, code: "csv-cell-json" }));
      }
    }
    withHandlingItem(row);
    if (Object.keys(extra).length > 0) row.extra = extra;
    return row;
  });
  return { rows, rowNumbers: body.map(({ row }) => row), problems };
}
