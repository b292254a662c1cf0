import { type SatisfactionLevel, satisfactionLevels } from "#events/rating.ts";
import type { FieldError } from "#shared/http/problem.ts";
import { isGood, tenScaleOf } from "./scales.ts";

export type LevelCounts = Record<SatisfactionLevel, number>;
export type Figures = {
  total: number;
  counts: LevelCounts;
  /** On a scale of 10; null without ratings. */
  averageScore: number | null;
  /** 好评率: ratings of three stars and more among all, 0 to 1; null without ratings. */
  satisfactionRate: number | null;
};

export const noCounts = (): LevelCounts => ({
  veryDissatisfied: 0,
  dissatisfied: 0,
  basicallySatisfied: 0,
  satisfied: 0,
  verySatisfied: 0,
});

export function sumOf(all: LevelCounts[]): LevelCounts {
  const sum = noCounts();
  for (const counts of all) for (const level of satisfactionLevels) sum[level] += counts[level];
  return sum;
}

const rounded = (value: number, digits: number): number => Number(value.toFixed(digits));

export function figuresOf(counts: LevelCounts): Figures {
  const over = (weight: (level: SatisfactionLevel) => number): number =>
    satisfactionLevels.reduce((sum, level) => sum + counts[level] * weight(level), 0);
  const total = over(() => 1);
  return {
    total,
    counts,
    averageScore: total === 0 ? null : rounded(over(tenScaleOf) / total, 2),
    satisfactionRate: total === 0 ? null : rounded(over((level) => (isGood(level) ? 1 : 0)) / total, 4),
  };
}

export const longestRangeDays = 366;
const usualRangeDays = 30;
const dayMs = 86_400_000;

const dayBefore = (day: string, days: number): string =>
  new Date(Date.parse(day) - days * dayMs).toISOString().slice(0, 10);

/**
 * The days asked for, both ends included (`yyyy-MM-dd`, Shanghai): up to today when no end is given, and the 30
 * days that end there when no start is. Field errors when they are in the wrong order or more than 366.
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
