import departments from "#district/departments.json" with { type: "json" };
import type { Text } from "#shared/kernel/http/locale.ts";
import { uniqueByPath } from "#shared/kernel/http/problem.ts";
import { fieldErrorsOf } from "#shared/kernel/http/validation.ts";
import { type ImportRow, importRow } from "#shared/staff/import.ts";
import { type CsvRecord, parseCsv } from "../catalogue/csv-text.ts";

/** One thing wrong in a file; rows are numbered as a spreadsheet shows them. */
export type StaffProblem = { row: number; column: string; message: Text };
export type CheckedStaff = { rows: ImportRow[]; problems: StaffProblem[] };

const columns = ["account", "name", "department", "roles"] as const;

const rowSchema = importRow(departments.map(({ code }) => code));

function headerProblems({ row, cells }: CsvRecord): StaffProblem[] {
  const expected = { zh: columns.join("、"), en: columns.join(", ") };
  const isRight = cells.length === columns.length && columns.every((name) => cells.includes(name));
  if (isRight) return [];
  const message = {
    zh: `第一行应为这些列名，各一次：${expected.zh}。`,
    en: `The first row must name these columns, each once: ${expected.en}.`,
  };
  return [{ row, column: "", message }];
}

/** What is in a row; `；` between roles is read too, and an empty department is none. */
function personOf(header: readonly string[], { cells }: CsvRecord) {
  const cell = (column: (typeof columns)[number]) => cells[header.indexOf(column)]?.trim() ?? "";
  const listed = cell("roles").split(/[;；]/);
  const roles = listed.map((role) => role.trim()).filter((role) => role !== "");
  const [account, name, department] = [cell("account"), cell("name"), cell("department")];
  return { account, name, ...(department && { department }), roles: [...new Set(roles)] };
}

const tooMany: Text = {
  zh: "单元格比列多，请检查逗号和引号。",
  en: "There are more cells than columns; look at commas and quotation marks.",
};
const noQuote: Text = {
  zh: "引号没有配对，从这里起无法读取。",
  en: "A quotation mark has no match; nothing after it can be read.",
};

/** Reads and checks a whole file: all that is wrong at once, or the people in it. */
export function checkStaffCsv(text: string): CheckedStaff {
  const { records, brokenAt } = parseCsv(text);
  const [first, ...body] = records;
  const header = { row: first?.row ?? 1, cells: first?.cells.map((cell) => cell.trim()) ?? [] };
  const wrongHeader = headerProblems(header);
  // With the columns wrong, every row would lack the same; the header says it once.
  if (wrongHeader.length > 0) return { rows: [], problems: wrongHeader };

  const seen = new Map<string, number>();
  const rows: ImportRow[] = [];
  const problems: StaffProblem[] = [];
  for (const record of body) {
    const { row, cells } = record;
    if (cells.slice(columns.length).some((cell) => cell !== ""))
      problems.push({ row, column: "", message: tooMany });
    const parsed = rowSchema.safeParse(personOf(header.cells, record), { reportInput: true });
    if (parsed.success) rows.push(parsed.data);
    else
      for (const { path, message } of uniqueByPath(fieldErrorsOf("row", parsed.error)))
        problems.push({ row, column: path.split("/")[1] ?? "", message });
    const account = parsed.data?.account;
    const before = account === undefined ? undefined : seen.get(account);
    if (before !== undefined)
      problems.push({
        row,
        column: "account",
        message: { zh: `账号与第 ${before} 行重复。`, en: `Row ${before} has the same account.` },
      });
    if (account !== undefined && before === undefined) seen.set(account, row);
  }
  if (brokenAt !== undefined) problems.push({ row: brokenAt, column: "", message: noQuote });
  return { rows, problems };
}
