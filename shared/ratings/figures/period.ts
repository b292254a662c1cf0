import type { FieldError } from "#shared/kernel/http/problem.ts";

export const longestRangeDays = 92;
const usualRangeDays = 30;
const dayMs = 86_400_000;

export const dayBefore = (day: string, days: number): string =>
  new Date(Date.parse(day) - days * dayMs).toISOString().slice(0, 10);

/** Both ends included; none when they are in the wrong order. */
export const daysBetween = (from: string, to: string): string[] =>
  Array.from({ length: Math.max(0, (Date.parse(to) - Date.parse(from)) / dayMs + 1) }, (_, index) =>
    dayBefore(from, -index),
  );

/**
 * The days asked for, both ends included (`yyyy-MM-dd`, Shanghai): up to today when no end is given, and the 30
 * days that end there when no start is. Field errors when they are in the wrong order or more than 92.
 */
export function rangeOf(
  asked: { from?: string | undefined; to?: string | undefined },
  today: string,
): { from: string; to: string } | { errors: FieldError[] } {
  const to = asked.to ?? today;
  const from = asked.from ?? dayBefore(to, usualRangeDays - 1);
  const error = (code: string, zh: string, en: string) => ({
    errors: [{ path: "query/from", code, message: { zh, en } }],
  });
  if (from > to) return error("afterEnd", "开始日期不能晚于结束日期。", "The start is after the end.");
  if (from <= dayBefore(to, longestRangeDays))
    return error(
      "rangeTooLong",
      `一次最多查询 ${longestRangeDays} 天。`,
      `At most ${longestRangeDays} days at once.`,
    );
  return { from, to };
}
