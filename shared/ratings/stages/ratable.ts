import type { CaseProgress, CasesPublic } from "#shared/cases/public.ts";
import { dayOf } from "#shared/kernel/calendar/working-days.ts";
import { type CaseStage, caseStages } from "./stages.ts";

/**
 * Since when the applicant can rate a stage of this case; undefined while it is not over. Whoever applied is invited at
 * every end (国办发〔2019〕51号: 一事一评), whether it was completed, refused, withdrawn or terminated. A case that was
 * refused is over in both stages. The acceptance of a joint matter is rated with the whole; the end of each of its parts
 * by itself, since each has a department of its own to answer for it.
 */
export function ratableSince(
  { acceptedAt, ended, parent }: Pick<CaseProgress, "acceptedAt" | "ended" | "parent">,
  stage: CaseStage,
): string | undefined {
  if (stage === "completion") return ended?.at;
  if (parent) return undefined;
  return acceptedAt ?? (ended?.as === "refused" ? ended.at : undefined);
}

/** A stage that can be rated since one day (yyyy-MM-dd, Shanghai), of one item. */
export type RatableStage = { caseNumber: string; stage: CaseStage; itemCode: string; on: string };

/** What of a department's can be rated since one of these days, both included. */
export const ratableIn = async (
  cases: Pick<CasesPublic, "accepted" | "ended">,
  department: string,
  days: { from: string; to: string },
): Promise<RatableStage[]> =>
  ratableOf(...(await Promise.all([cases.accepted(department, days), cases.ended(department, days)])));

/** What can be rated since these cases were accepted, and since these ended. */
export function ratableOf(accepted: readonly CaseProgress[], ended: readonly CaseProgress[]): RatableStage[] {
  const over = [
    ...accepted.map((progress) => ({ progress, stages: ["acceptance"] as const })),
    ...ended.map((progress) => ({
      progress,
      stages: progress.acceptedAt ? (["completion"] as const) : caseStages,
    })),
  ];
  return over.flatMap(({ progress, stages }) =>
    stages.flatMap((stage) => {
      const since = ratableSince(progress, stage);
      const { caseNumber, itemCode } = progress;
      return since ? [{ caseNumber, stage, itemCode, on: dayOf(since) }] : [];
    }),
  );
}
