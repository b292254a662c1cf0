import { type Calendar, dayOf, isWorkingDay } from "#shared/kernel/calendar/working-days.ts";
import { answeredFields, type Field } from "#shared/kernel/forms/answered-fields.ts";
import type { Text } from "#shared/kernel/http/locale.ts";
import type { FieldError } from "#shared/kernel/http/problem.ts";
import { pointer } from "#shared/kernel/http/validation.ts";

export type Today = { now: string; calendar: Calendar };

/** Nobody who applies was born before it. */
const earliest = "1900-01-01";
const dayMs = 86_400_000;
/** Rights run for decades, appointments are given out for two months. */
const latest = { future: 70 * 366, appointment: 60 };

const texts = {
  liesAhead: { zh: "此日期不能晚于今天。", en: "This day cannot lie ahead." },
  isOver: { zh: "此日期不能早于今天。", en: "This day cannot be over." },
  tooEarly: { zh: "此日期过早，请核对年份。", en: "This day is too long ago; please check the year." },
  tooLate: { zh: "此日期过远，请核对年份。", en: "This day is too far ahead; please check the year." },
  dayOff: { zh: "这一天不是工作日，请另选一天。", en: "This is no working day; please take another." },
} satisfies Record<string, Text>;

/** By `x-day` of the field: what has happened is `past`, what is planned `future`, both with today. */
function faultOf(kind: unknown, day: string, { now, calendar }: Today): keyof typeof texts | undefined {
  const today = dayOf(now);
  if (kind === "past") return day > today ? "liesAhead" : day < earliest ? "tooEarly" : undefined;
  if (kind !== "future" && kind !== "appointment") return undefined;
  if (day < today) return "isOver";
  if (Date.parse(day) - Date.parse(today) > latest[kind] * dayMs) return "tooLate";
  return kind === "appointment" && !isWorkingDay(calendar, day) ? "dayOff" : undefined;
}

const isDay = (value: unknown): value is string =>
  typeof value === "string" && /^\d{4}-\d{2}-\d{2}$/.test(value) && !Number.isNaN(Date.parse(value));

/** By `x-not-before` of the field: the name of the one in its group that this one does not come before. */
function beforeBeginning(
  name: unknown,
  day: string,
  group: Record<string, unknown>,
  answers: Record<string, unknown>,
) {
  const beginning = typeof name === "string" ? answers[name] : undefined;
  if (!isDay(beginning) || day >= beginning) return undefined;
  const { title = "", "x-title-en": titleEn = title } = group[String(name)] as Field;
  return {
    zh: `不能早于“${title}”（${beginning}）。`,
    en: `This cannot be before “${titleEn}” (${beginning}).`,
  };
}

/** What the form's schema cannot say of days: which lie ahead or behind, and which comes after another. */
export function checkDays(form: Field, given: unknown, today: Today): FieldError[] {
  return [...answeredFields(form, given)].flatMap(({ field, value, steps, group, answers }) => {
    if (!isDay(value)) return [];
    const path = pointer("body/answers", steps);
    const fault = faultOf(field["x-day"], value, today);
    if (fault) return [{ path, code: fault, message: texts[fault] }];
    const message = beforeBeginning(field["x-not-before"], value, group, answers);
    return message ? [{ path, code: "beforeBeginning", message }] : [];
  });
}
