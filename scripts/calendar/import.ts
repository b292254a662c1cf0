import { mergedYears } from "#shared/kernel/calendar/calendar-source.ts";
import type { CalendarStore } from "#shared/kernel/calendar/calendar-store.ts";
import { type CalendarYear, calendarFrom } from "#shared/kernel/calendar/calendar-year.ts";
import { CommandError, type Terminal } from "../terminal.ts";

/** What a year says, a line each. */
const linesOf = ({ source, holidays, workdays, closed = [] }: CalendarYear): Set<string> =>
  new Set([
    source,
    ...holidays.map((day) => `${day} off`),
    ...workdays.map((day) => `${day} worked`),
    ...closed.map(({ day, reason }) => `${day} closed: ${reason}`),
  ]);

type Difference = { year: number; plus: string[]; minus: string[] };

function differences(known: readonly CalendarYear[], next: readonly CalendarYear[]): Difference[] {
  return next.flatMap((year) => {
    const before = known.find((one) => one.year === year.year);
    if (!before) return [];
    const [was, is] = [linesOf(before), linesOf(year)];
    const plus = [...is.difference(was)].sort();
    const minus = [...was.difference(is)].sort();
    return plus.length + minus.length > 0 ? [{ year: year.year, plus, minus }] : [];
  });
}

/** The first year that is missing between others: the calendar would end before it. */
function gapIn(years: readonly CalendarYear[]): number | undefined {
  const numbers = years.map(({ year }) => year).sort((a, b) => a - b);
  const before = numbers.find((year, index) => index + 1 < numbers.length && numbers[index + 1] !== year + 1);
  return before === undefined ? undefined : before + 1;
}

/** Why it may take the place of what is known; who imports, and when. */
export type ImportOptions = { replace?: string; by: string; now: string };

/**
 * Writes the years that are new or, with `replace`, different; what was written once is not written again.
 * Deadlines follow with the next sweep.
 */
export async function importYears(
  years: readonly CalendarYear[],
  store: CalendarStore,
  { replace, by, now }: ImportOptions,
  terminal: Terminal,
): Promise<void> {
  const imported = await store.years();
  const known = mergedYears(imported);
  const merged = mergedYears([...imported, ...years]);
  const gap = gapIn(merged);
  if (gap !== undefined)
    throw new CommandError({
      zh: `缺少 ${gap} 年，日历会在此中断；什么都没有写入。请先导入 ${gap} 年。`,
      en: `${gap} is missing, and the calendar would end before it; nothing was written. Import ${gap} first.`,
    });
  const changed = differences(known, years);
  for (const { year, plus, minus } of changed)
    terminal.print(
      [`${year}:`, ...plus.map((line) => `  + ${line}`), ...minus.map((line) => `  - ${line}`)].join("\n"),
    );
  if (changed.length > 0 && !replace)
    throw new CommandError({
      zh: "这些年份已有不同的内容，什么都没有写入。确认无误后请加 --replace 理由。",
      en: "These years are known with other content; nothing was written. If you are sure, add --replace WHY.",
    });
  const counts = { written: 0, unchanged: 0 };
  for (const year of years) {
    const isKnown = known.some((one) => one.year === year.year);
    const isChanged = changed.some((one) => one.year === year.year);
    if (isKnown && !isChanged) {
      counts.unchanged += 1;
      continue;
    }
    const version = (imported.find((one) => one.year === year.year)?.version ?? 0) + 1;
    const reason = isChanged && replace ? { reason: replace } : {};
    if (!(await store.put({ ...year, version, importedAt: now, importedBy: by, ...reason })))
      throw new CommandError({
        zh: `${year.year} 年刚被别人修改，请再试一次。`,
        en: `Somebody else has just changed ${year.year}; please try again.`,
      });
    counts.written += 1;
  }
  const { coveredTo } = calendarFrom(merged);
  terminal.print(
    {
      zh: `${counts.written} 年已写入，${counts.unchanged} 年没有变化；日历覆盖到 ${coveredTo}。`,
      en: `${counts.written} year(s) written, ${counts.unchanged} unchanged; the calendar reaches ${coveredTo}.`,
    }[terminal.locale],
  );
  if (counts.written > 0)
    terminal.print(
      {
        zh: "暂定的期限将在一小时内重新计算。",
        en: "Provisional deadlines are reckoned anew within the hour.",
      }[terminal.locale],
    );
}
