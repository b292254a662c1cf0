import { existsSync, readFileSync } from "node:fs";
import * as z from "zod";
import type { CalendarYear } from "#shared/kernel/calendar/calendar-year.ts";
import { CommandError, type Terminal, tableOf } from "../terminal.ts";
import { type CalendarFault, checkYear } from "./checks.ts";

function jsonOf(file: string): unknown {
  if (!existsSync(file))
    throw new CommandError({ zh: `没有文件 ${file}。`, en: `There is no file ${file}.` });
  try {
    return JSON.parse(readFileSync(file, "utf8").replace(/^\uFEFF/, ""));
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new CommandError({
      zh: `${file} 不是有效的 JSON：${error.message}`,
      en: `${file} is not valid JSON: ${error.message}`,
    });
  }
}

/** The shape of `data/calendar.json`. */
const shippedShape = z.strictObject({ years: z.record(z.string(), z.looseObject({})) });

/** The years of a file, each with the JSON pointer to it: one year, an array of years, or the shipped shape. */
function entriesOf(value: unknown): [string, unknown][] {
  if (Array.isArray(value)) return value.map((year, index) => [`/${index}`, year]);
  const shipped = shippedShape.safeParse(value);
  if (!shipped.success) return [["", value]];
  return Object.entries(shipped.data.years).map(([year, days]) => [
    `/years/${year}`,
    { ...days, year: Number(year) },
  ]);
}

function checkFile(value: unknown): {
  years: CalendarYear[];
  faults: CalendarFault[];
  warnings: CalendarFault[];
} {
  const checked = entriesOf(value).map(([at, entry]) => {
    const { year, faults, warnings } = checkYear(entry);
    const placed = (found: CalendarFault[]) => found.map((one) => ({ ...one, path: at + one.path }));
    return { at, year, faults: placed(faults), warnings: placed(warnings) };
  });
  const faults = checked.flatMap((one) => one.faults);
  if (checked.length === 0)
    faults.push({ path: "", message: { zh: "文件里没有年份。", en: "There is no year in the file." } });
  for (const [index, { at, year }] of checked.entries())
    if (year && checked.slice(0, index).some((other) => other.year?.year === year.year))
      faults.push({
        path: `${at}/year`,
        message: { zh: `${year.year} 年出现了两次。`, en: `${year.year} stands there twice.` },
      });
  return {
    years: checked.flatMap(({ year }) => year ?? []),
    faults,
    warnings: checked.flatMap((one) => one.warnings),
  };
}

/** The years of a file in order, when nothing is wrong with it; everything that is wrong is listed at once. */
export function readChecked(file: string, terminal: Terminal): CalendarYear[] {
  const { years, faults, warnings } = checkFile(jsonOf(file));
  const { locale } = terminal;
  const rowsOf = (found: CalendarFault[]) => found.map(({ path, message }) => [path || "/", message[locale]]);
  if (faults.length > 0) {
    terminal.error(tableOf(rowsOf(faults)));
    throw new CommandError({
      zh: `${file} 有 ${faults.length} 处错误，什么都没有写入。`,
      en: `${file} has ${faults.length} problem(s); nothing was written.`,
    });
  }
  if (warnings.length > 0) {
    const heading = { zh: "请再核对：", en: "Please look again:" }[locale];
    terminal.error([heading, tableOf(rowsOf(warnings))].join("\n"));
  }
  return years.toSorted((a, b) => a.year - b.year);
}
