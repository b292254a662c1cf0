import { isGood, type SatisfactionLevel, satisfactionLevels } from "#events/rating.ts";
import { tenScaleOf } from "#shared/ratings/levels/scales.ts";
import { type Counts, followUpCounter } from "./count.ts";

export type LevelCounts = Record<SatisfactionLevel, number>;

export type Figures = {
  /** Valid ratings given. */
  total: number;
  counts: LevelCounts;
  /** On a scale of 10; null without ratings. */
  averageScore: number | null;
  /** 好评率: ratings of three stars and more among all, 0 to 1; null without ratings. */
  satisfactionRate: number | null;
  /** Stages that became ratable in the period, and how many of them have been rated since. */
  ratable: number;
  answered: number;
  /** 主动评价率: `answered` of `ratable`. Nobody rates by default, so what is not rated counts as nothing. */
  activeRatingRate: number | null;
  /** Kept and not counted: suspicious and not looked at yet, or found false. */
  quarantined: number;
  dismissed: number;
  /** Bad ratings, without those that proved unfounded, and how many of them were put right or explained. */
  bad: number;
  rectified: number;
  /** 差评整改率: `rectified` of `bad`. */
  rectificationRate: number | null;
  /** Ratings after a rectification (追评), by level: not among `counts`. */
  followUps: LevelCounts;
};

export function sumOf(all: Counts[]): Counts {
  const sum: Counts = {};
  for (const counts of all)
    for (const [name, count] of Object.entries(counts)) sum[name] = (sum[name] ?? 0) + count;
  return sum;
}

const rate = (part: number, whole: number): number | null =>
  whole === 0 ? null : Number((part / whole).toFixed(4));

const levelsOf = (countOf: (level: SatisfactionLevel) => number): LevelCounts =>
  Object.fromEntries(satisfactionLevels.map((level) => [level, countOf(level)])) as LevelCounts;

export function figuresOf(sum: Counts): Figures {
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
    satisfactionRate: rate(good, total),
    ratable: of("ratable"),
    answered: of("answered"),
    activeRatingRate: rate(of("answered"), of("ratable")),
    quarantined: of("quarantined"),
    dismissed: of("dismissed"),
    bad,
    rectified: of("rectified"),
    rectificationRate: rate(of("rectified"), bad),
    followUps: levelsOf((level) => of(followUpCounter(level))),
  };
}
