import * as z from "zod";
import { isGood, type SatisfactionLevel, satisfactionLevels } from "#events/rating.ts";
import { tenScaleOf } from "#shared/ratings/levels.ts";
import { type Counts, followUpCounter } from "./count.ts";

const rate = z.number().min(0).max(1).nullable();
const perLevel = z.record(z.enum(satisfactionLevels), z.int());

export const figuresSchema = z.object({
  /** Valid ratings given. */
  total: z.int(),
  counts: perLevel,
  /** Of all valid ratings, on a scale of 10; null without ratings. */
  averageScore: z.number().min(2).max(10).nullable(),
  /**
   * 好评率: ratings of three stars and more among all that were not found unfounded, 0 to 1: good / (good + `bad`).
   * Null without any.
   */
  satisfactionRate: rate,
  /** Stages that became ratable in the period, and how many of them have been rated since. */
  ratable: z.int(),
  answered: z.int(),
  /** 主动评价率: `answered` of `ratable`. Nobody rates by default, so what is not rated counts as nothing. */
  activeRatingRate: rate,
  /** Kept and not counted: suspicious and not looked at yet, or found false. */
  quarantined: z.int(),
  dismissed: z.int(),
  /** Bad ratings, without those that proved unfounded (the base of both rates), and how many were put right or explained. */
  bad: z.int(),
  rectified: z.int(),
  /** 差评整改率: `rectified` of `bad`. */
  rectificationRate: rate,
  /** Bad ratings whose raters gave their names, and how many of these raters were called back. */
  named: z.int(),
  calledBack: z.int(),
  /** 实名差评回访率: `calledBack` of `named`; every one of them should be. */
  callBackRate: rate,
  /** Ratings after a rectification (追评), by level: not among `counts`. */
  followUps: perLevel,
});

export function sumOf(all: Counts[]): Counts {
  const sum: Counts = {};
  for (const counts of all)
    for (const [name, count] of Object.entries(counts)) sum[name] = (sum[name] ?? 0) + count;
  return sum;
}

const shareOf = (part: number, whole: number): number | null =>
  whole === 0 ? null : Number((part / whole).toFixed(4));

const levelsOf = (countOf: (level: SatisfactionLevel) => number): z.output<typeof perLevel> =>
  Object.fromEntries(satisfactionLevels.map((level) => [level, countOf(level)])) as z.output<typeof perLevel>;

export function figuresOf(sum: Counts): z.output<typeof figuresSchema> {
  const of = (name: string): number => sum[name] ?? 0;
  const counts = levelsOf(of);
  const over = (weight: (level: SatisfactionLevel) => number): number =>
    satisfactionLevels.reduce((total, level) => total + counts[level] * weight(level), 0);
  const total = over(() => 1);
  const good = over((level) => (isGood(level) ? 1 : 0));
  const bad = total - good - of("unfounded");
  return {
    total,
    counts,
    averageScore: total === 0 ? null : Number((over(tenScaleOf) / total).toFixed(2)),
    satisfactionRate: shareOf(good, good + bad),
    ratable: of("ratable"),
    answered: of("answered"),
    activeRatingRate: shareOf(of("answered"), of("ratable")),
    quarantined: of("quarantined"),
    dismissed: of("dismissed"),
    bad,
    rectified: of("rectified"),
    rectificationRate: shareOf(of("rectified"), bad),
    named: of("named"),
    calledBack: of("calledBack"),
    callBackRate: shareOf(of("calledBack"), of("named")),
    followUps: levelsOf((level) => of(followUpCounter(level))),
  };
}
