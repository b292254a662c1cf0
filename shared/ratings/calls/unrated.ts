import type { FigureStore } from "#shared/ratings/figures/figure-store.ts";

/** Case numbers of what was finished on these days (both ends included, Shanghai) and is not rated. */
export async function unratedCases(
  figures: Pick<FigureStore, "facts">,
  departments: readonly string[],
  { from, to }: { from: string; to: string },
): Promise<string[]> {
  const all = await Promise.all(departments.map((department) => figures.facts(department, { from, to })));
  return all.flatMap(({ rows, ratable }) => {
    const rated = new Set(
      rows
        .filter(({ stage, turn }) => stage === "completion" && turn === "first")
        .map(({ caseNumber }) => caseNumber),
    );
    return ratable
      .filter(({ stage, caseNumber }) => stage === "completion" && !rated.has(caseNumber))
      .map(({ caseNumber }) => caseNumber);
  });
}
