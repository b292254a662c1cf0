import type { RatingStage } from "#events/rating.ts";

/**
 * Stages of a case that its applicant rates, each once (一事一评). Consultation (咨询) is rated where it
 * happens and has no case.
 */
export const caseStages = ["acceptance", "completion"] as const satisfies RatingStage[];
export type CaseStage = (typeof caseStages)[number];
