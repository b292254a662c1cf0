import type { FigureStore } from "#shared/ratings/figures/figure-store.ts";
import { daysBetween } from "#shared/ratings/figures/period.ts";

/** Case numbers of what was finished on these days (both ends included, Shanghai) and is not rated. */
export async function unratedCases(
  figures: Pick<FigureStore, "rows">,
  departments: readonly string[],
  { from, to }: { from: string; to: string },
): Promise<string[]> {
  const unrated: string[] = [];
  for (const day of daysBetween(from, to)) {
    const rows = await Promise.all(departments.map((department) => figures.rows(department, day)));
    for (const { caseNumber, stage, turn, level } of rows.flat())
      if (!level && stage === "completion" && turn === "first") unrated.push(caseNumber);
  }
  return unrated;
}
