import details from "#data/rating-details.json" with { type: "json" };
import type { SatisfactionLevel } from "#events/rating.ts";
import type { Text } from "#shared/kernel/http/locale.ts";

/** Stars of the 好差评 interface: 5 is best. Our own HTTP API's `score` counts so too. */
const stars: Record<SatisfactionLevel, number> = {
  veryDissatisfied: 1,
  dissatisfied: 2,
  basicallySatisfied: 3,
  satisfied: 4,
  verySatisfied: 5,
};
const levels = new Map(Object.entries(stars).map(([level, count]) => [count, level as SatisfactionLevel]));

export const starsOf = (level: SatisfactionLevel): number => stars[level];

/** @throws RangeError for anything but 1, 2, 3, 4 and 5 */
export function levelOfStars(count: number): SatisfactionLevel {
  const level = levels.get(count);
  if (!level) throw new RangeError(`there is no rating of ${count} stars`);
  return level;
}

/** GB/T 39046-2020 A.8 counts the other way round: 1 is 非常满意, 5 is 非常不满意. */
export const gbt39046Of = (level: SatisfactionLevel): string => String(6 - stars[level]);

/** @throws RangeError for anything but "1" to "5" */
export const levelOfGbt39046 = (code: string): SatisfactionLevel =>
  levelOfStars(/^[1-5]$/.test(code) ? 6 - Number(code) : Number.NaN);

/** What portals show: an average on a scale of 10, five stars being 10. */
export const tenScaleOf = (level: SatisfactionLevel): number => stars[level] * 2;

/** What a rating may tick beside its level (评价详情). Each rating keeps the edition that its codes are from. */
export const detailTagEdition = details.edition;
export const detailTags: Readonly<Record<string, Text>> = details.tags;

/** Why a tag does not go with a rating of this level; undefined when it does. */
export function tagFault(
  code: string,
  level: SatisfactionLevel,
): "unknownTag" | "tagOfOtherLevel" | undefined {
  if (!Object.hasOwn(detailTags, code)) return "unknownTag";
  return code.startsWith(String(starsOf(level))) ? undefined : "tagOfOtherLevel";
}
