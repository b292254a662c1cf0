import * as z from "zod";
import { ratingTurns, satisfactionLevels } from "#events/rating.ts";
import { caseStages } from "./stages/stages.ts";

/** One stage as the applicant sees it. */
export const ratingViewSchema = z.strictObject({
  stage: z.enum(caseStages),
  turn: z.enum(ratingTurns),
  /** Whether the applicant may rate it now. */
  ratable: z.boolean(),
  level: z.enum(satisfactionLevels).optional(),
  ratedAt: z.iso.datetime().optional(),
  /** Kept and not counted, until a supervisor has looked at it. */
  quarantined: z.literal(true).optional(),
});
export type RatingView = z.infer<typeof ratingViewSchema>;
