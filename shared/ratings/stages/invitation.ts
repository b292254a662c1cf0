import type { CaseFacts, CasesPublic } from "#shared/cases/public.ts";
import { type Invitation, type RatingId, ratingIdText } from "#shared/ratings/rating.ts";
import type { RatingRecord, RatingStore } from "#shared/ratings/record.ts";
import type { RatingRules } from "#shared/ratings/rules/rules.ts";
import { ratableSince } from "./ratable.ts";
import type { CaseStage } from "./stages.ts";

export type LookUpDeps = { store: Pick<RatingStore, "read">; cases: Pick<CasesPublic, "factsOf"> };
export type StageId = RatingId & { stage: CaseStage };

/**
 * What is known of a turn of a stage. The invitation is there once it can be rated: the first time when the case says
 * so, once more (追评) when the work order of the first rating was closed.
 */
export type Known = {
  facts?: CaseFacts | undefined;
  record?: RatingRecord | undefined;
  invitation?: Invitation | undefined;
};

export async function lookUp({ store, cases }: LookUpDeps, id: StageId): Promise<Known> {
  const { caseNumber, stage, turn } = id;
  const [facts, record, first] = await Promise.all([
    cases.factsOf(caseNumber),
    store.read(ratingIdText(id)),
    turn === "first" ? undefined : store.read(ratingIdText({ ...id, turn: "first" })),
  ]);
  if (!facts) return { record };
  const since = turn === "first" ? ratableSince(facts, stage) : first?.rectifiedAt;
  const { applicantId, department, itemCode } = facts;
  return { facts, record, ...(since && { invitation: { applicantId, department, itemCode, since } }) };
}

/** Whether the stage can be rated, was, or is not over yet. */
export function stateOf(
  { record, invitation }: Known,
  { rateWithinDays }: RatingRules,
  now: string,
): "notYet" | "ratable" | "rated" | "tooLate" {
  if (record) return "rated";
  if (!invitation) return "notYet";
  const until = Date.parse(invitation.since) + rateWithinDays * 86_400_000;
  return Date.parse(now) > until ? "tooLate" : "ratable";
}
