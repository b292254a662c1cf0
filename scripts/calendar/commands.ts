import { existsSync, readFileSync } from "node:fs";
import { userInfo } from "node:os";
import { parseArgs } from "node:util";
import * as z from "zod";
import { shippedYears } from "#shared/calendar/calendar.ts";
import { mergedYears } from "#shared/calendar/calendar-source.ts";
import { type CalendarStore, dynamodbCalendarStore } from "#shared/calendar/calendar-store.ts";
import {
  type CalendarYear,
  calendarFrom,
  calendarYearSchema,
  yearFaults,
} from "#shared/calendar/calendar-year.ts";
import type { Text } from "#shared/http/locale.ts";
import { fieldErrorsOf } from "#shared/http/validation.ts";
import { targetOf } from "../target.ts";
import { CommandError, runCommandLine, type Terminal, tableOf } from "../terminal.ts";

const usage = {
  zh: `用法：
  npm run calendar -- import FILE [--table NAME] [--replace]   导入一年或几年的放假安排（有错则什么都不写）
  npm run calendar -- check FILE                               只检查
  npm run calendar -- list [--table NAME]                      现行的工作日历
FILE 为 JSON：{ "year", "source", "holidays": [], "workdays": [] }，或其数组。某年已有不同内容时须加 --replace。
不带 --table 时使用本机正在运行的通办。`,
  en: `Usage:
  npm run calendar -- import FILE [--table NAME] [--replace]   holidays of one year or several; with an error, nothing
  npm run calendar -- check FILE                               checks only
  npm run calendar -- list [--table NAME]                      the calendar in force
FILE is JSON: { "year", "source", "holidays": [], "workdays": [] }, or an array of these. --replace is needed where a
year is known with other days. Without --table it is the Tongban that runs here.`,
};

function jsonOf(file: string): unknown {
  if (!existsSync(file))
    throw new CommandError({ zh: `没有文件 ${file}。`, en: `There is no file ${file}.` });
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    const { message } = error as Error;
    throw new CommandError({
      zh: `${file} 不是有效的 JSON：${message}`,
      en: `${file} is not valid JSON: ${message}`,
    });
  }
}

/** Everything wrong with a file is told at once. */
function readChecked(file: string, terminal: Terminal): CalendarYear[] {
  const value = jsonOf(file);
  const years = z
    .array(calendarYearSchema)
    .min(1)
    .safeParse(Array.isArray(value) ? value : [value], { reportInput: true });
  const wrong: [string, Text][] = years.success
    ? years.data.flatMap((year) =>
        yearFaults(year).map(({ path, message }): [string, Text] => [`${year.year}/${path}`, message]),
      )
    : fieldErrorsOf("", years.error).map(({ path, message }) => [path, message]);
  for (const year of years.data ?? [])
    if ((years.data ?? []).filter((other) => other.year === year.year).length > 1)
      wrong.push([`${year.year}`, { zh: "这一年出现了两次。", en: "This year stands there twice." }]);
  if (years.data && wrong.length === 0) return years.data;
  terminal.complain(tableOf(wrong.map(([path, message]) => [path, message[terminal.locale]])));
  throw new CommandError({
    zh: `${file} 有 ${wrong.length} 处错误，什么都没有写入。`,
    en: `${file} has ${wrong.length} problem(s); nothing was written.`,
  });
}

type Difference = { year: number; plus: string[]; minus: string[] };

const daysOf = ({ holidays, workdays }: CalendarYear): Set<string> =>
  new Set([...holidays.map((day) => `${day} off`), ...workdays.map((day) => `${day} worked`)]);

function differences(known: readonly CalendarYear[], next: readonly CalendarYear[]): Difference[] {
  return next.flatMap((year) => {
    const before = known.find((one) => one.year === year.year);
    if (!before) return [];
    const [was, is] = [daysOf(before), daysOf(year)];
    const plus = [...is.difference(was)].sort();
    const minus = [...was.difference(is)].sort();
    return plus.length + minus.length > 0 ? [{ year: year.year, plus, minus }] : [];
  });
}

const same = (a: CalendarYear | undefined, b: CalendarYear): boolean =>
  a !== undefined && a.source === b.source && daysOf(a).symmetricDifference(daysOf(b)).size === 0;

/** Writes the years that are new or, with `replace`, different. Deadlines follow with the next sweep. */
export async function importYears(
  years: readonly CalendarYear[],
  store: CalendarStore,
  { replace, by, now }: { replace: boolean; by: string; now: string },
  terminal: Terminal,
): Promise<void> {
  const imported = await store.years();
  const known = mergedYears(imported);
  const changed = differences(known, years);
  for (const { year, plus, minus } of changed)
    terminal.say(
      [`${year}:`, ...plus.map((day) => `  + ${day}`), ...minus.map((day) => `  - ${day}`)].join("\n"),
    );
  if (changed.length > 0 && !replace)
    throw new CommandError({
      zh: "这些年份已有不同的安排，什么都没有写入。确认无误后请加 --replace。",
      en: "These years are known with other days; nothing was written. If you are sure, add --replace.",
    });
  const counts = { written: 0, unchanged: 0 };
  for (const year of years) {
    const before = imported.find((one) => one.year === year.year);
    if (same(before ?? known.find((one) => one.year === year.year), year)) {
      counts.unchanged += 1;
      continue;
    }
    const version = (before?.version ?? 0) + 1;
    if (!(await store.put({ ...year, version, importedAt: now, importedBy: by })))
      throw new CommandError({
        zh: `${year.year} 年刚被别人修改，请再试一次。`,
        en: `Somebody else has just changed ${year.year}; please try again.`,
      });
    counts.written += 1;
  }
  const { coveredTo } = calendarFrom(mergedYears([...imported, ...years]));
  terminal.say(
    {
      zh: `${counts.written} 年已写入，${counts.unchanged} 年没有变化；日历覆盖到 ${coveredTo}。暂定的期限将在一小时内重新计算。`,
      en: `${counts.written} year(s) written, ${counts.unchanged} unchanged; the calendar reaches ${coveredTo}. Provisional deadlines are reckoned anew within the hour.`,
    }[terminal.locale],
  );
}

export async function listYears(store: CalendarStore, terminal: Terminal): Promise<void> {
  const imported = await store.years();
  const years = mergedYears(imported).toSorted((a, b) => a.year - b.year);
  const heading = {
    zh: ["年份", "放假", "调休上班", "版本", "依据"],
    en: ["Year", "Off", "Worked", "Version", "Source"],
  }[terminal.locale];
  const rows = years.map(({ year, holidays, workdays, source }) => {
    const version = imported.find((one) => one.year === year)?.version;
    const shipped = shippedYears.some((one) => one.year === year);
    return [
      `${year}`,
      `${holidays.length}`,
      `${workdays.length}`,
      version ? `${version}` : shipped ? "-" : "?",
      source,
    ];
  });
  terminal.say(tableOf([heading, ...rows]));
  const { coveredTo, edition } = calendarFrom(years);
  terminal.say(
    { zh: `覆盖到 ${coveredTo}，版本 ${edition}`, en: `reaches ${coveredTo}, edition ${edition}` }[
      terminal.locale
    ],
  );
}

function parse(words: readonly string[]) {
  try {
    return parseArgs({
      args: [...words],
      allowPositionals: true,
      options: { table: { type: "string" }, replace: { type: "boolean", default: false } },
    });
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new CommandError(usage, 2);
  }
}

async function run(words: readonly string[], terminal: Terminal): Promise<void> {
  const { positionals, values } = parse(words);
  const [command, file, ...more] = positionals;
  const storeOf = () => {
    const { table, db } = targetOf(values.table, "CalendarTableName");
    return dynamodbCalendarStore(table, db);
  };
  if (command === "list" && !file && !values.replace) return listYears(storeOf(), terminal);
  if (!file || more.length > 0) throw new CommandError(usage, 2);
  if (command === "check" && !values.table && !values.replace) {
    const { length } = readChecked(file, terminal);
    terminal.say({ zh: `${length} 年，没有错误。`, en: `${length} year(s), no problems.` }[terminal.locale]);
    return;
  }
  if (command !== "import") throw new CommandError(usage, 2);
  const years = readChecked(file, terminal);
  const by = userInfo().username;
  await importYears(
    years,
    storeOf(),
    { replace: values.replace, by, now: new Date().toISOString() },
    terminal,
  );
}

/** Runs one command line. Gives the exit code: 0 done, 1 not done, 2 not understood. */
export const runCalendar = (words: readonly string[], terminal: Terminal): Promise<number> =>
  runCommandLine(() => run(words, terminal), terminal);
