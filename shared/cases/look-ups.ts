import type { PublishedItem } from "#shared/catalogue/public.ts";
import type { GuardRow } from "#shared/kernel/lifecycle/lifecycle.ts";
import type { CaseForm } from "./case.ts";
import type { DecisionContext } from "./command.ts";
import type { CaseRow } from "./record.ts";

type Supplied = Pick<CaseForm, "materials" | "licences" | "commitments" | "deferred">;

/**
 * The materials that the office has to look up: those that another office holds and no licence stands for, which the
 * applicant neither has to supply nor has supplied.
 */
export function owedLookUps({ item }: Pick<PublishedItem, "item">, form: Supplied): string[] {
  const { materials, licences = [], commitments = [], deferred = [] } = form;
  const supplied = new Set([
    ...[...materials, ...licences, ...deferred].map(({ materialId }) => materialId),
    ...commitments,
  ]);
  return item.materials
    .filter(
      ({ materialId, source, necessity, licenceType }) =>
        source === "government" && necessity !== "optional" && !licenceType && !supplied.has(materialId),
    )
    .map(({ materialId }) => materialId);
}

export const lookUpGuards = {
  /** A material that nobody asks the applicant for is not skipped: somebody looked, or says why not. */
  lookUpsRecorded: {
    holds: ({ lookUps = [] }) => lookUps.length === 0,
    facts: (_around, { lookUps = [] }) => ({ materials: lookUps }),
    text: {
      zh: "由政府部门核发的材料还没有核验：请逐项登记核验结果，查不到或者不能查的写明理由。",
      en: "Materials that another office holds were not looked up yet. Please record each result, or the reason why there is none.",
    },
  },
  lookUpOwed: {
    holds: ({ lookUps = [] }, _actor, { command }) => {
      const asked = command?.note?.lookUp?.materialId;
      return asked ? lookUps.includes(asked) : lookUps.length > 0;
    },
    text: {
      zh: "没有等待核验的这份材料，或者已经登记过。",
      en: "This material does not wait to be looked up, or was before.",
    },
  },
} satisfies Record<string, GuardRow<CaseRow, DecisionContext>>;
