import { parseArgs } from "node:util";
import type { Text } from "#shared/kernel/http/locale.ts";
import { childTrace } from "#shared/kernel/http/trace.ts";
import { dynamodbRecordStore } from "#shared/kernel/records/dynamodb-record-store.ts";
import { type Imported, type ImportRow, importStaff, type Outcome } from "#shared/staff/import.ts";
import { staffMember } from "#shared/staff/record.ts";
import { textOf } from "../catalogue/text-file.ts";
import { targetOf } from "../target.ts";
import { CommandError, runCommandLine, type Terminal, tableOf } from "../terminal.ts";
import { checkStaffCsv } from "./file.ts";

const usage = {
  zh: `用法：
  npm run staff -- import FILE [--complete] [--table NAME]   导入（先检查全部，有错则什么都不写）
  npm run staff -- check FILE                                只检查
FILE 为 UTF-8 编码的 CSV，列为 account,name,department,roles；多个角色用 ; 隔开。
--complete：文件对其中出现的部门是完整的，不在其中的人标记为离岗。
不带 --table 时使用本机正在运行的通办。`,
  en: `Usage:
  npm run staff -- import FILE [--complete] [--table NAME]   checks all of it, then writes; with an error, nothing
  npm run staff -- check FILE                                checks only
FILE is CSV in UTF-8 with the columns account,name,department,roles; several roles with ; between them.
--complete: the file is whole for the departments that it names; whoever is not in it is marked as left.
Without --table it is the Tongban that runs here.`,
};

const heading = { zh: ["行", "列", "原因"], en: ["Row", "Column", "Reason"] };

function readChecked(file: string, terminal: Terminal): ImportRow[] {
  const { rows, problems } = checkStaffCsv(textOf(file));
  if (problems.length === 0) return rows;
  const { locale } = terminal;
  const lines = problems.map(({ row, column, message }) => [`${row}`, column || "-", message[locale]]);
  terminal.error(tableOf([heading[locale], ...lines]));
  throw new CommandError({
    zh: `${file} 有 ${problems.length} 处错误，什么都没有写入。`,
    en: `${file} has ${problems.length} problem(s); nothing was written.`,
  });
}

/** In the order of the report. */
const outcomes: Record<Outcome, Text> = {
  registered: { zh: "新登记", en: "new" },
  changed: { zh: "有变化", en: "changed" },
  returned: { zh: "恢复在岗", en: "there again" },
  left: { zh: "已不在文件中，标记为离岗", en: "no longer in the file, marked as left" },
  unchanged: { zh: "没有变化", en: "unchanged" },
  differsFromSignIn: {
    zh: "与本人登录信息不同，以登录为准",
    en: "differ from their own sign-in, which stands",
  },
  letGo: { zh: "已被标记离岗，请先恢复在岗", en: "marked as left by a person, and stay so" },
  gone: { zh: "已移除，不再登记", en: "removed for good, and stay so" },
};

/** What became of whom: accounts, since a terminal's output may be kept; never names. */
function report(imported: Imported, { locale, print }: Terminal): void {
  for (const [outcome, text] of Object.entries(outcomes)) {
    const accounts = imported.filter((one) => one.outcome === outcome).map(({ account }) => account);
    if (accounts.length === 0) continue;
    const line = `${accounts.length} ${text[locale]}`;
    print(outcome === "unchanged" ? line : [line, ...accounts.map((account) => `  ${account}`)].join("\n"));
  }
  if (imported.length === 0) print({ zh: "文件里没有人。", en: "There is nobody in the file." }[locale]);
}

type Options = { table?: string; complete?: boolean };

async function importFile(file: string, { table: name, complete = false }: Options, terminal: Terminal) {
  const rows = readChecked(file, terminal);
  const { table, db } = targetOf(name, "StaffTableName");
  const imported = await importStaff(dynamodbRecordStore(staffMember, table, db), rows, {
    complete,
    now: new Date().toISOString(),
    trace: childTrace(undefined),
    progress: (done) => terminal.progress(done, rows.length),
  });
  report(imported, terminal);
}

function parse(words: readonly string[]) {
  try {
    return parseArgs({
      args: [...words],
      allowPositionals: true,
      options: { table: { type: "string" }, complete: { type: "boolean" } },
    });
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new CommandError(usage, 2);
  }
}

async function run(words: readonly string[], terminal: Terminal): Promise<void> {
  const { positionals, values } = parse(words);
  const [command, file, ...more] = positionals;
  const isCheck = command === "check" && Object.keys(values).length === 0;
  if ((command !== "import" && !isCheck) || file === undefined || more.length > 0)
    throw new CommandError(usage, 2);
  if (!isCheck) return importFile(file, values, terminal);
  const { length } = readChecked(file, terminal);
  terminal.print({ zh: `${length} 人，没有错误。`, en: `${length} people, no problems.` }[terminal.locale]);
}

/** Runs one command line. Gives the exit code: 0 done, 1 not done, 2 not understood. */
export const runStaff = (words: readonly string[], terminal: Terminal): Promise<number> =>
  runCommandLine(() => run(words, terminal), terminal);
