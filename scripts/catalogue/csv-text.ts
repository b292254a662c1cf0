import { CsvError, parse } from "csv-parse/sync";

/** A record of a CSV file: its cells, and its number as a spreadsheet shows it (the header is 1). */
export type CsvRecord = { row: number; cells: string[] };
export type ParsedCsv = {
  records: CsvRecord[];
  /** The record in which a quotation mark has no match. Nothing after it can be trusted. */
  brokenAt?: number;
};

/**
 * Reads RFC 4180 text: quoted cells with commas, line breaks and doubled quotes, any line ending, with or without a
 * byte order mark. Records of nothing but empty cells are left out, but they count, as they do in a spreadsheet.
 */
export function parseCsv(text: string): ParsedCsv {
  const records: CsvRecord[] = [];
  let row = 1;
  const collect = (cells: string[]): null => {
    if (cells.some((cell) => cell !== "")) records.push({ row, cells });
    row += 1;
    return null;
  };
  try {
    parse(text, {
      bom: true,
      record_delimiter: ["\r\n", "\n", "\r"],
      // Spreadsheets may drop empty cells at the end of a row.
      relax_column_count: true,
      on_record: collect,
    });
  } catch (error) {
    if (error instanceof CsvError) return { records, brokenAt: row };
    throw error;
  }
  return { records };
}

const quote = (cell: string): string =>
  /[",\r\n]|^\uFEFF/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;

/** Writes records as RFC 4180 text with CRLF, and a byte order mark so that spreadsheets read it as UTF-8. */
export const writeCsv = (records: readonly (readonly string[])[]): string =>
  `\uFEFF${records.map((cells) => `${cells.map(quote).join(",")}\r\n`).join("")}`;
