type Field = { name: string; from: number; to: number; names?: string[] };

const months = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];
/** Sunday is 1. */
const weekdays = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];
const fields: Field[] = [
  { name: "minutes", from: 0, to: 59 },
  { name: "hours", from: 0, to: 23 },
  { name: "day of month", from: 1, to: 31 },
  { name: "month", from: 1, to: 12, names: months },
  { name: "day of week", from: 1, to: 7, names: weekdays },
  { name: "year", from: 1970, to: 2199 },
];

/**
 * Whether the minute of an instant is one that an AWS `cron(minutes hours day-of-month month day-of-week year)`
 * names, by the clock of an IANA time zone.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-scheduled-rule-pattern.html
 * @throws Error for an expression that is not understood
 */
export function cronMatcher(expression: string, timeZone = "UTC"): (at: Date) => boolean {
  const parts = /^cron\((.+)\)$/.exec(expression)?.[1]?.trim().split(/\s+/) ?? [];
  if (parts.length !== fields.length) throw new Error(`Schedule ${expression} is not understood`);
  // One of the two days is given and the other is `?`: https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html
  if ((parts[2] === "?") === (parts[4] === "?"))
    throw new Error(`AWS refuses the schedule ${expression}: of the two fields for days just one is ?`);
  const tests = fields.map((field, index) => fieldMatcher(parts[index] ?? "", field, expression));
  const clock = new Intl.DateTimeFormat("en-US", {
    timeZone,
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
  });
  return (at) => {
    const now = Object.fromEntries(clock.formatToParts(at).map(({ type, value }) => [type, Number(value)]));
    const { year = 0, month = 0, day = 0, hour = 0, minute = 0 } = now;
    const date = new Date(Date.UTC(year, month - 1, day));
    const lastDay = new Date(Date.UTC(year, month, 0)).getUTCDate();
    const weekday = date.getUTCDay() + 1;
    const values = [minute, hour, day, month, weekday, year];
    return tests.every((test, index) => test(values[index] ?? 0, { day, weekday, lastDay }));
  };
}

/** A day's place in its month. */
type Day = { day: number; weekday: number; lastDay: number };
type FieldTest = (value: number, on: Day) => boolean;

/** Of another day of the same month. */
const weekdayOf = (other: number, { day, weekday }: Day): number =>
  ((((weekday - 1 + other - day) % 7) + 7) % 7) + 1;

/** The working day nearest to a day, in the same month: Friday before a Saturday, Monday after a Sunday. */
function nearestWorkday(wanted: number, on: Day): number {
  const day = Math.min(wanted, on.lastDay);
  const weekday = weekdayOf(day, on);
  if (weekday === 7) return day === 1 ? 3 : day - 1;
  if (weekday === 1) return day === on.lastDay ? day - 2 : day + 1;
  return day;
}

/** What fields for days say beside numbers; undefined when it is none of that. */
function dayTest(text: string, field: Field): FieldTest | undefined {
  if (field.name === "day of month") {
    const [, count] = /^(\d{1,2}|L)W$/.exec(text) ?? [];
    if (text === "L") return (value, { lastDay }) => value === lastDay;
    if (count === "L") return (value, on) => value === nearestWorkday(on.lastDay, on);
    if (count && Number(count) >= 1 && Number(count) <= 31)
      return (value, on) => Number(count) <= on.lastDay && value === nearestWorkday(Number(count), on);
  }
  if (field.name !== "day of week") return undefined;
  // By itself the last day of a week, which is Saturday.
  if (text === "L") return (value) => value === field.to;
  const [, name = "", last, turn] = /^([1-7]|[A-Za-z]{3})(?:(L)|#([1-5]))$/.exec(text) ?? [];
  const weekday = /^\d$/.test(name) ? Number(name) : (field.names?.indexOf(name.toUpperCase()) ?? -1) + 1;
  if (weekday < 1) return undefined;
  if (last) return (value, { day, lastDay }) => value === weekday && day + 7 > lastDay;
  return (value, { day }) => value === weekday && Math.ceil(day / 7) === Number(turn);
}

function fieldMatcher(text: string, field: Field, expression: string): FieldTest {
  if (text === "*" || text === "?") return () => true;
  const special = dayTest(text, field);
  if (special) return special;
  const ranges = text.split(",").map((item) => rangeOf(item, field, expression));
  const size = field.to - field.from + 1;
  return (value) =>
    ranges.some(({ from, to, step }) => {
      // A range may pass the field's end: 20-2 are the hours from 8 in the evening to 2 at night.
      const offset = (value - from + size) % size;
      return offset <= (to - from + size) % size && offset % step === 0;
    });
}

function rangeOf(text: string, field: Field, expression: string): { from: number; to: number; step: number } {
  const [, start = "", end, step] = /^([A-Za-z0-9]+|\*)(?:-([A-Za-z0-9]+))?(?:\/(\d+))?$/.exec(text) ?? [];
  const number = (item: string): number => {
    const named = field.names?.indexOf(item.toUpperCase()) ?? -1;
    const value = named >= 0 ? named + field.from : Number(item);
    if (Number.isInteger(value) && value >= field.from && value <= field.to) return value;
    throw new Error(`Schedule ${expression}: ${field.name} "${text}" is not understood`);
  };
  const from = start === "*" ? field.from : number(start);
  // `5/10` goes on to the field's end, `5` is 5 alone.
  const to = end !== undefined ? number(end) : start === "*" || step !== undefined ? field.to : from;
  return { from, to, step: Number(step ?? 1) };
}
