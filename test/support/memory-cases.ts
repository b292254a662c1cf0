import type { CaseFacts, CasesPublic } from "#shared/cases/public.ts";
import { dayOf } from "#shared/kernel/calendar/working-days.ts";

/** Cases in memory, as far as ratings ask of them. */
export function memoryCases(): Pick<
  CasesPublic,
  "factsOf" | "handlersOf" | "accepted" | "ended" | "mayReadCase"
> & {
  put(facts: CaseFacts): void;
  /** Accounts that a case is shown to beside its applicant's. */
  shownTo: Set<string>;
} {
  const shownTo = new Set<string>();
  const known = new Map<string, CaseFacts>();
  const on =
    (momentOf: (facts: CaseFacts) => string | undefined) =>
    async (department: string, { from, to }: { from: string; to: string }) =>
      [...known.values()].filter((facts) => {
        const moment = momentOf(facts);
        const day = moment && dayOf(moment);
        return facts.department === department && day !== undefined && day >= from && day <= to;
      });
  return {
    shownTo,
    mayReadCase: async (caseNumber, { id }) => known.get(caseNumber)?.applicantId === id || shownTo.has(id),
    put: (facts) => known.set(facts.caseNumber, facts),
    factsOf: async (caseNumber) => known.get(caseNumber),
    handlersOf: async (caseNumber) => known.get(caseNumber)?.handlers ?? [],
    accepted: on(({ acceptedAt }) => acceptedAt),
    ended: on(({ ended }) => ended?.at),
  };
}
