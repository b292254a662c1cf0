/**
 * Working days (工作日) in China: Monday to Friday less public holidays, plus make-up workdays (调休).
 * Days are `yyyy-MM-dd` in Asia/Shanghai, which has no daylight saving: UTC+8 all year.
 */
export type Calendar = {
  /** Names what the table says: the same days, the same edition. */
  edition: string;
  /** Last day the table knows; later days are taken as Monday to Friday and the result is provisional (暂定). */
  coveredTo: string;
  holidays: ReadonlySet<string>;
  workdays: ReadonlySet<string>;
};

export type DayUnit = "workingDay" | "calendarDay";
export type Limit = { days: number; unit: DayUnit } | { months: number; unit: "month" };

/** A limit in few bytes, as records keep it: `20w` is 20 working days, `10n` 10 natural days, `6m` 6 months. */
export const limitCodePattern = /^\d{1,3}[wnm]$/;
const letters = { workingDay: "w", calendarDay: "n" } as const;
export const limitCode = (limit: Limit): string =>
  "months" in limit ? `${limit.months}m` : limit.days + letters[limit.unit];
/** @param code that fits `limitCodePattern` */
export function limitOf(code: string): Limit {
  const count = Number(code.slice(0, -1));
  if (code.endsWith("m")) return { months: count, unit: "month" };
  return { days: count, unit: code.endsWith("w") ? "workingDay" : "calendarDay" };
}

export type Deadline = { dueAt: string; provisional: boolean };

const dayMs = 86_400_000;
const shanghaiOffsetMs = 8 * 3_600_000;

/** So many days before the table ends somebody has to import the next year's: after it deadlines are provisional. */
const warnedDays = 30;

/** Whether the table's last day is near or over. */
export const calendarEnds = ({ coveredTo }: Pick<Calendar, "coveredTo">, now: string): boolean =>
  Date.parse(coveredTo) - Date.parse(dayOf(now)) < warnedDays * dayMs;

/** The day in Shanghai at an ISO instant. */
export const dayOf = (instant: string): string =>
  new Date(Date.parse(instant) + shanghaiOffsetMs).toISOString().slice(0, 10);

/** The time of day in Shanghai at an ISO instant: `14:05`. */
export const timeOfDay = (instant: string): string =>
  new Date(Date.parse(instant) + shanghaiOffsetMs).toISOString().slice(11, 16);

const nextDay = (day: string): string => new Date(Date.parse(day) + dayMs).toISOString().slice(0, 10);

const previousDay = (day: string): string => new Date(Date.parse(day) - dayMs).toISOString().slice(0, 10);

/** The first millisecond of a day in Shanghai, as an ISO instant in UTC. */
export const startOfDay = (day: string): string => new Date(Date.parse(day) - shanghaiOffsetMs).toISOString();

/** The last millisecond of a day in Shanghai, as an ISO instant in UTC. */
export const endOfDay = (day: string): string =>
  new Date(Date.parse(day) + dayMs - shanghaiOffsetMs - 1).toISOString();

/**
 * Public holidays of fixed date: 元旦, 劳动节, 国庆节 (全国年节及纪念日放假办法 as of 2025-01-01, Art. 2). They are known
 * before a year's notice; the lunar ones are not reckoned here.
 */
export const fixedHolidays: readonly string[] = ["01-01", "05-01", "05-02", "10-01", "10-02", "10-03"];

export function isWorkingDay(calendar: Calendar, day: string): boolean {
  if (calendar.holidays.has(day)) return false;
  if (calendar.workdays.has(day)) return true;
  if (day > calendar.coveredTo && fixedHolidays.includes(day.slice(5))) return false;
  const weekday = new Date(day).getUTCDay();
  return weekday !== 0 && weekday !== 6;
}

/** The same day of a later month, or that month's last where it has no such day (民法典 Art. 202). */
function addMonths(day: string, months: number): string {
  const [year = 0, month = 0, date = 0] = day.split("-").map(Number);
  const lastDate = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 + months, Math.min(date, lastDate))).toISOString().slice(0, 10);
}

function addLimit(calendar: Calendar, from: string, limit: Limit): string {
  if ("months" in limit) return addMonths(from, limit.months);
  let day = from;
  let left = limit.days;
  while (left > 0) {
    day = nextDay(day);
    if (limit.unit === "calendarDay" || isWorkingDay(calendar, day)) left -= 1;
  }
  return day;
}

/**
 * The end of a time limit that starts at `from`, with what is added to it: the first day is not counted, the last one
 * counts whole, and one that ends on a day off ends with the first working day after (民法典 Art. 201 to 203).
 */
export function deadlineAfter(calendar: Calendar, from: string, ...limits: readonly Limit[]): Deadline {
  let day = limits.reduce((start, limit) => addLimit(calendar, start, limit), dayOf(from));
  while (!isWorkingDay(calendar, day)) day = nextDay(day);
  return { dueAt: endOfDay(day), provisional: day > calendar.coveredTo };
}

/** The end of the working day that lies so many working days before a deadline: when to warn of it. */
export function subtractWorkingDays(calendar: Calendar, dueAt: string, days: number): string {
  let day = dayOf(dueAt);
  let left = days;
  while (left > 0) {
    day = previousDay(day);
    if (isWorkingDay(calendar, day)) left -= 1;
  }
  return endOfDay(day);
}

/** How many days of the unit lie after the day of `from` up to and including the day of `to`. */
export function daysBetween(calendar: Calendar, from: string, to: string, unit: DayUnit): number {
  const last = dayOf(to);
  let count = 0;
  for (let day = nextDay(dayOf(from)); day <= last; day = nextDay(day))
    if (unit === "calendarDay" || isWorkingDay(calendar, day)) count += 1;
  return count;
}
