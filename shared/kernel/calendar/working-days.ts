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

export type TimeUnit = "workingDay" | "calendarDay";
export type Limit = { days: number; unit: TimeUnit };
export type Deadline = { dueAt: string; provisional: boolean };

const dayMs = 86_400_000;
const shanghaiOffsetMs = 8 * 3_600_000;

/** The day in Shanghai at an ISO instant. */
export const dayOf = (instant: string): string =>
  new Date(Date.parse(instant) + shanghaiOffsetMs).toISOString().slice(0, 10);

const nextDay = (day: string): string => new Date(Date.parse(day) + dayMs).toISOString().slice(0, 10);

const previousDay = (day: string): string => new Date(Date.parse(day) - dayMs).toISOString().slice(0, 10);

/** The first millisecond of a day in Shanghai, as an ISO instant in UTC. */
export const startOfDay = (day: string): string => new Date(Date.parse(day) - shanghaiOffsetMs).toISOString();

/** The last millisecond of a day in Shanghai, as an ISO instant in UTC. */
export const endOfDay = (day: string): string =>
  new Date(Date.parse(day) + dayMs - shanghaiOffsetMs - 1).toISOString();

export function isWorkingDay(calendar: Calendar, day: string): boolean {
  if (calendar.holidays.has(day)) return false;
  if (calendar.workdays.has(day)) return true;
  const weekday = new Date(day).getUTCDay();
  return weekday !== 0 && weekday !== 6;
}

/**
 * The end of a time limit that starts at `from`: the first day is not counted and the last one counts
 * whole (行政许可法 Art. 82; practice).
 */
export function deadlineAfter(calendar: Calendar, from: string, limit: Limit): Deadline {
  let day = dayOf(from);
  let left = limit.days;
  while (left > 0) {
    day = nextDay(day);
    if (limit.unit === "calendarDay" || isWorkingDay(calendar, day)) left -= 1;
  }
  return { dueAt: endOfDay(day), provisional: limit.unit === "workingDay" && day > calendar.coveredTo };
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
export function daysBetween(calendar: Calendar, from: string, to: string, unit: TimeUnit): number {
  const last = dayOf(to);
  let count = 0;
  for (let day = nextDay(dayOf(from)); day <= last; day = nextDay(day))
    if (unit === "calendarDay" || isWorkingDay(calendar, day)) count += 1;
  return count;
}
