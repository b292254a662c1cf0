import { userInfo } from "node:os";
import { parseArgs } from "node:util";
import { mergedYears } from "#shared/kernel/calendar/calendar-source.ts";
import { type CalendarStore, dynamodbCalendarStore } from "#shared/kernel/calendar/calendar-store.ts";
import { calendarFrom } from "#shared/kernel/calendar/calendar-year.ts";
import { dayOf } from "#shared/kernel/calendar/working-days.ts";
import { targetOf } from "../target.ts";
import { CommandError, runCommandLine, type Terminal, tableOf } from "../terminal.ts";
import { readChecked } from "./file.ts";
import { importYears } from "./import.ts";

const usage = {
  zh: `用法：
  npm run calendar -- import FILE [--table NAME] [--replace 理由] [--by 经办人]   导入放假安排（有错则什么都不写）
  npm run calendar -- check FILE                                               只检查
  npm run calendar -- list [--table NAME]                                      现行的工作日历
FILE 为 JSON：{ "year", "source", "holidays": [], "workdays": [] }，或其数组，或与 data/calendar.json 同形。
某年已有不同内容时须加 --replace 并写明理由。经办人默认为登录本机的用户。不带 --table 时使用本机正在运行的通办。`,
  en: `Usage:
  npm run calendar -- import FILE [--table NAME] [--replace WHY] [--by WHO]   holidays; with an error, nothing
  npm run calendar -- check FILE                                              checks only
  npm run calendar -- list [--table NAME]                                     the calendar in force
FILE is JSON: { "year", "source", "holidays": [], "workdays": [] }, or an array of these, or shaped like
data/calendar.json. --replace, with the reason, is needed where a year is known with other content. WHO is the user of
this machine unless given. Without --table it is the Tongban that runs here.`,
};

/** The calendar in force: shipped years, and those imported with their version, day and hand. */
export async function listYears(store: CalendarStore, terminal: Terminal): Promise<void> {
  const imported = await store.years();
  const years = mergedYears(imported).toSorted((a, b) => a.year - b.year);
  const heading = {
    zh: ["年份", "放假", "调休上班", "版本", "导入", "依据"],
    en: ["Year", "Off", "Worked", "Version", "Imported", "Source"],
  }[terminal.locale];
  const rows = years.map(({ year, holidays, workdays, source }) => {
    const kept = imported.find((one) => one.year === year);
    return [
      `${year}`,
      `${holidays.length}`,
      `${workdays.length}`,
      kept ? `${kept.version}` : "-",
      kept ? `${dayOf(kept.importedAt)} ${kept.importedBy}` : "-",
      kept?.reason ? `${source} (${kept.reason})` : source,
    ];
  });
  terminal.print(tableOf([heading, ...rows]));
  const { coveredTo, edition } = calendarFrom(years);
  terminal.print(
    { zh: `覆盖到 ${coveredTo}，版本 ${edition}`, en: `reaches ${coveredTo}, edition ${edition}` }[
      terminal.locale
    ],
  );
}

type Options = { table?: string; replace?: string; by?: string };

/** Which options belong to which command: one that would do nothing is a mistake. */
const optionsOf: Record<string, readonly (keyof Options)[]> = {
  import: ["table", "replace", "by"],
  check: [],
  list: ["table"],
};

function parse(words: readonly string[]) {
  try {
    return parseArgs({
      args: [...words],
      allowPositionals: true,
      options: { table: { type: "string" }, replace: { type: "string" }, by: { type: "string" } },
    });
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new CommandError(usage, 2);
  }
}

function calendarOf(name: string | undefined): CalendarStore {
  const { table, db } = targetOf(name, "CalendarTableName");
  return dynamodbCalendarStore(table, db);
}

async function run(words: readonly string[], terminal: Terminal): Promise<void> {
  const { positionals, values } = parse(words);
  const [command = "", file, ...more] = positionals;
  const known = Object.hasOwn(optionsOf, command) ? optionsOf[command] : undefined;
  const misplaced = Object.entries(values).some(
    ([name, value]) => !known?.includes(name as keyof Options) || value.trim() === "",
  );
  if (!known || misplaced || more.length > 0) throw new CommandError(usage, 2);
  if (command === "list" && file === undefined) return listYears(calendarOf(values.table), terminal);
  if (command === "list" || file === undefined) throw new CommandError(usage, 2);
  const years = readChecked(file, terminal);
  if (command === "check") {
    terminal.print(
      { zh: `${years.length} 年，没有错误。`, en: `${years.length} year(s), no problems.` }[terminal.locale],
    );
    return;
  }
  const { replace, by = userInfo().username } = values;
  const options = { by, now: new Date().toISOString(), ...(replace && { replace }) };
  await importYears(years, calendarOf(values.table), options, terminal);
}

/** Runs one command line. Gives the exit code: 0 done, 1 not done, 2 not understood. */
export const runCalendar = (words: readonly string[], terminal: Terminal): Promise<number> =>
  runCommandLine(() => run(words, terminal), terminal);
