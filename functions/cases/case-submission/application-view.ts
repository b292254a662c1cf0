import type { CasePerson } from "#shared/cases/case.ts";
import type { Application } from "#shared/cases/case-store.ts";
import type { CaseHead } from "#shared/cases/record.ts";
import { maskIdNumber, maskName, maskPhone } from "#shared/kernel/people/masking.ts";

/** After its time an application is gone; how it was decided stays. */
export const personalDataDeleted = { answers: {}, materials: [], personalDataDeleted: true as const };

const maskedApplicant = ({ applicant: { name, idNumber, phone } }: CasePerson) => ({
  name: maskName(name),
  idNumber: maskIdNumber(idNumber),
  phone: maskPhone(phone),
});

/**
 * The application as its applicant and the office see it: A from the licence store, B with the original seen,
 * C uploaded, D on the applicant's own word.
 */
export function applicationView({ form, person }: Application, head: CaseHead) {
  const { answers, materials, deferred = [], commitments = [], licences = [], notice } = form;
  const uploaded = head.originalsAt ? ("B" as const) : ("C" as const);
  return {
    answers,
    applicant: maskedApplicant(person),
    materials: [
      ...materials.map((material) => ({ ...material, trust: uploaded })),
      ...licences.map(({ materialId, licenceId }) => ({ materialId, licenceId, trust: "A" as const })),
      ...commitments.map((materialId) => ({ materialId, commitment: true as const, trust: "D" as const })),
      ...deferred.map(({ materialId, until }) => ({ materialId, until, trust: "D" as const })),
    ],
    ...(notice && {
      notice: {
        ...(notice.reason && { reason: notice.reason }),
        materials: notice.materials,
        fields: notice.fields,
      },
    }),
  };
}
