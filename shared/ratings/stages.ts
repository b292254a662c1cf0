import type { CaseEventName } from "#events/case.ts";
import type { RatingStage } from "#events/rating.ts";

/**
 * Stages of a case that its applicant rates, each once (一事一评). Consultation (咨询) is rated where it
 * happens and has no case.
 */
export const caseStages = ["acceptance", "completion"] as const satisfies RatingStage[];
export type CaseStage = (typeof caseStages)[number];

/**
 * Which event of a case lets its applicant rate what. Of those that invite to one stage, a case has only one:
 * it is accepted, decided on the spot or refused; collected, delivered or refused.
 */
export const invitingEvents = {
  accepted: ["acceptance"],
  decidedOnTheSpot: ["acceptance"],
  collected: ["completion"],
  delivered: ["completion"],
  refused: ["acceptance", "completion"],
} as const satisfies Partial<Record<CaseEventName, CaseStage[]>>;

export type InvitingEventName = keyof typeof invitingEvents;
export const invitingEventNames = Object.keys(invitingEvents) as InvitingEventName[];
