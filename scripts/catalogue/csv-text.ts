/** A record of a CSV file: its cells, and its number as a spreadsheet shows it (the header is 1). */
export type CsvRecord = { row: number; cells: string[] };
export type ParsedCsv = {
  records: CsvRecord[];
  /** The record in which a quotation mark has no match. Nothing after it can be trusted. */
  brokenAt?: number;
};

// Sticky, so each is tried at one place only. The quoted one has no alternation inside its repetition: for a cell of
// a megabyte that would fill the engine's backtracking stack.
const quotedCell = /"([^"]*(?:""[^"]*)*)"/y;
const plainCell = /[^",\r\n]*/y;
const endOfLine = /\r\n|\n|\r/y;

/**
 * Reads RFC 4180 text: quoted cells with commas, line breaks and doubled quotes, any line ending, with or without a
 * byte order mark. Records of nothing but empty cells are left out, but they count, as they do in a spreadsheet.
 */
export function parseCsv(text: string): ParsedCsv {
  const records: CsvRecord[] = [];
  let at = text.startsWith("\uFEFF") ? 1 : 0;
  let row = 1;
  let cells: string[] = [];
  const take = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at;
    const match = pattern.exec(text);
    if (match) at = pattern.lastIndex;
    return match;
  };
  const endRecord = (): void => {
    if (cells.some((cell) => cell !== "")) records.push({ row, cells });
    cells = [];
    row += 1;
  };

  while (at < text.length) {
    const quoted = text[at] === '"';
    const cell = take(quoted ? quotedCell : plainCell);
    if (!cell) return { records, brokenAt: row };
    cells.push(quoted ? (cell[1] ?? "").replaceAll('""', '"') : cell[0]);
    if (text[at] === ",") {
      at += 1;
      // A comma at the very end is followed by one more, empty cell.
      if (at === text.length) cells.push("");
    } else if (at < text.length) {
      if (!take(endOfLine)) return { records, brokenAt: row };
      endRecord();
    }
  }
  if (cells.length > 0) endRecord();
  return { records };
}

const quote = (cell: string): string =>
  /[",\r\n]|^\uFEFF/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;

/** Writes records as RFC 4180 text with CRLF, and a byte order mark so that spreadsheets read it as UTF-8. */
export const writeCsv = (records: readonly (readonly string[])[]): string =>
  `\uFEFF${records.map((cells) => `${cells.map(quote).join(",")}\r\n`).join("")}`;
