import type { SatisfactionLevel } from "#events/rating.ts";
import { isGood } from "#events/rating.ts";
import { isValidAs } from "#shared/ratings/rating.ts";
import type { RatableStage } from "#shared/ratings/stages/ratable.ts";
import type { Row } from "./rows.ts";

/** Counts of one thing, such as a department or a window, by what is counted. */
export type Counts = Record<string, number>;

/** What figures can be had by, beside department and day. */
export const dimensions = ["item", "window", "channel"] as const;
export type Dimension = (typeof dimensions)[number];

/** Counts of the whole, under the one name `all`, or of each value of a dimension. */
export const parts = ["all", ...dimensions] as const;
export type Part = (typeof parts)[number];
export type PartCounts = Record<string, Counts>;
/** Of one department on one day. */
export type DayCounts = Record<Part, PartCounts>;

export const followUpCounter = (level: SatisfactionLevel): string => `followUp.${level}`;

/** Of one department on some days: ratings that were given or could be first, and stages that could be rated first. */
export type DayFacts = { rows: readonly Row[]; ratable: readonly RatableStage[] };

export const noCounts = (): DayCounts => ({ all: {}, item: {}, window: {}, channel: {} });

/**
 * What one of the days adds up to: the only place that says what figures are made of. Turns after the first are
 * counted by themselves, since they say how a rectification went and not how the case did.
 */
export function countsOf({ rows, ratable }: DayFacts, day: string): DayCounts {
  const counts = noCounts();
  for (const row of rows) for (const { what, by } of countedAs(row, day)) add(counts, what, by);
  for (const { itemCode: item, on } of ratable) if (on === day) add(counts, "ratable", { item });
  return counts;
}

type By = Partial<Record<Dimension, string | undefined>>;

function add(counts: DayCounts, what: string, by: By): void {
  for (const part of parts) {
    const name = part === "all" ? "all" : by[part];
    if (name === undefined) continue;
    const of = counts[part][name] ?? {};
    counts[part][name] = of;
    of[what] = (of[what] ?? 0) + 1;
  }
}

function countedAs(row: Row, day: string): { what: string; by: By }[] {
  const { turn, itemCode: item, level, window, channel, state, rectification, named, calledBack } = row;
  const valid = isValidAs(state);
  const isGiven = row.givenOn === day;
  if (turn === "followUp") return isGiven && valid ? [{ what: followUpCounter(level), by: { item } }] : [];

  const counted: { what: string; by: By }[] = [];
  // On the day on which it could be rated, so that a share of that day's stages never exceeds all of them.
  if (row.ratableOn === day && valid) counted.push({ what: "answered", by: { item } });
  if (!isGiven) return counted;
  const by = { item, window, channel };
  if (valid) counted.push({ what: level, by });
  if (state === "quarantined" || state === "dismissed") counted.push({ what: state, by });
  if (valid && !isGood(level) && rectification) {
    const what = rectification === "unfounded" ? "unfounded" : "rectified";
    counted.push({ what, by });
  }
  if (valid && named) counted.push({ what: "named", by });
  if (valid && named && calledBack) counted.push({ what: "calledBack", by });
  return counted;
}
