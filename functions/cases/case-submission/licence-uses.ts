import type { Clock } from "#shared/kernel/clock.ts";
import type { LicencesPublic } from "#shared/licences/public.ts";
import type { SubmitDeps } from "./submit-case.ts";

/** Every use that the applicant authorised stands in the licence's log before the case relies on it. */
export const licenceUses =
  (licences: Pick<LicencesPublic, "recordUses">, now: Clock): SubmitDeps["claimLicences"] =>
  async ({ caseNumber, department, item }, { licences: uses = [] }) => {
    if (uses.length === 0) return;
    await licences.recordUses(
      uses.map(({ licenceId, materialId }) => ({
        licenceId,
        materialId,
        caseNumber,
        department,
        itemCode: item.code,
        at: now(),
      })),
    );
  };
