import * as z from "zod";
import { type CalendarYear, calendarYearSchema } from "#shared/kernel/calendar/calendar-year.ts";
import { fixedHolidays } from "#shared/kernel/calendar/working-days.ts";
import type { Text } from "#shared/kernel/http/locale.ts";
import { fieldErrorsOf } from "#shared/kernel/http/validation.ts";

/** `path` is a JSON pointer from the year on. */
export type CalendarFault = { path: string; message: Text };

/** `year` is there when nothing is wrong. Warnings ask for a second look and stop nothing. */
export type CheckedYear = { year?: CalendarYear; faults: CalendarFault[]; warnings: CalendarFault[] };

/** As much of a year as can be read, so that one mistake does not hide the others. */
const roughList = z.array(z.unknown()).optional().catch(undefined);
const roughSchema = z.object({
  year: z.int().optional().catch(undefined),
  holidays: roughList,
  workdays: roughList,
  closed: z
    .array(z.object({ day: z.unknown() }).catch({ day: undefined }))
    .optional()
    .catch(undefined),
});

const dateSchema = z.iso.date();
const weekdayOf = (day: string): number => new Date(day).getUTCDay();
const isWeekend = (day: string): boolean => [0, 6].includes(weekdayOf(day));
/** Weekdays off: since 2014 between 17 and 24. Far from it, a file is of another kind or cut off. */
const plausible = { least: 7, most: 40 };

/** The well-formed dates of a list with their places in it. */
const datesOf = (list: readonly unknown[] = []): [number, string][] =>
  list.flatMap((day, index): [number, string][] => {
    const { data } = dateSchema.safeParse(day);
    return data ? [[index, data]] : [];
  });

/** What the shape of a year alone does not show. */
function dayFaults(rough: z.infer<typeof roughSchema>): CalendarFault[] {
  const { year } = rough;
  const faults: CalendarFault[] = [];
  const fault = (path: string, zh: string, en: string) => faults.push({ path, message: { zh, en } });
  for (const name of ["holidays", "workdays"] as const)
    for (const [index, day] of datesOf(rough[name])) {
      const path = `/${name}/${index}`;
      if (year && !day.startsWith(`${year}-`))
        fault(path, `${day} 不在 ${year} 年。`, `${day} is not in ${year}.`);
      if (rough[name]?.indexOf(day) !== index) fault(path, `${day} 重复。`, `${day} stands there twice.`);
    }
  for (const [index, day] of datesOf(rough.workdays)) {
    const path = `/workdays/${index}`;
    if (rough.holidays?.includes(day))
      fault(path, `${day} 既是放假又是上班。`, `${day} is both off and worked.`);
    if (!isWeekend(day)) fault(path, `${day} 本来就是工作日。`, `${day} is a weekday and is worked anyway.`);
  }
  for (const [index, day] of datesOf(rough.closed?.map((closed) => closed.day))) {
    const path = `/closed/${index}/day`;
    if (year && !day.startsWith(`${year}-`))
      fault(path, `${day} 不在 ${year} 年。`, `${day} is not in ${year}.`);
    if (rough.holidays?.includes(day)) fault(path, `${day} 本来就放假。`, `${day} is off anyway.`);
  }
  const off = new Set(datesOf(rough.holidays).flatMap(([, day]) => (isWeekend(day) ? [] : [day]))).size;
  if (rough.holidays && (off < plausible.least || off > plausible.most))
    fault(
      "/holidays",
      `工作日中放假 ${off} 天，应在 ${plausible.least} 至 ${plausible.most} 天之间。`,
      `${off} weekdays are off; between ${plausible.least} and ${plausible.most} would be plausible.`,
    );
  return faults;
}

const warningsOf = ({ year, holidays }: CalendarYear): CalendarFault[] =>
  fixedHolidays
    .map((day) => `${year}-${day}`)
    .filter((day) => !holidays.includes(day))
    .map((day) => ({
      path: "/holidays",
      message: {
        zh: `${day} 是法定节假日，却没有列为放假。`,
        en: `${day} is a public holiday by law, but is not listed as off.`,
      },
    }));

/** Checks what a file says of one year and tells everything wrong at once. */
export function checkYear(value: unknown): CheckedYear {
  const shape = calendarYearSchema.safeParse(value, { reportInput: true });
  const rough = roughSchema.safeParse(value);
  const faults = [
    ...(shape.success ? [] : fieldErrorsOf("", shape.error).map(({ path, message }) => ({ path, message }))),
    ...(rough.success ? dayFaults(rough.data) : []),
  ];
  if (!shape.success || faults.length > 0) return { faults, warnings: [] };
  return { year: shape.data, faults, warnings: warningsOf(shape.data) };
}
