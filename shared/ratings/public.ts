import * as z from "zod";
import { ratingTurns, satisfactionLevels } from "#events/rating.ts";
import { dynamodbRatingStore } from "./dynamodb-rating-store.ts";
import type { RatingStore } from "./rating-store.ts";
import { caseStages } from "./stages.ts";

/** One stage as the applicant and the handling department see it: no comment, no rater. */
export const ratingViewSchema = z.strictObject({
  stage: z.enum(caseStages),
  turn: z.enum(ratingTurns),
  /** Whether the applicant may rate it now. */
  ratable: z.boolean(),
  level: z.enum(satisfactionLevels).optional(),
  ratedAt: z.iso.datetime().optional(),
  /** Kept and not counted, until a supervisor has looked at it. */
  setApart: z.literal(true).optional(),
});
export type RatingView = z.infer<typeof ratingViewSchema>;

/** Every stage of a case with its rating, if there is one; a second turn once there is one. */
export async function ratingsOf(store: Pick<RatingStore, "get">, caseNumber: string): Promise<RatingView[]> {
  const views = await Promise.all(
    caseStages.flatMap((stage) =>
      ratingTurns.map(async (turn): Promise<RatingView | undefined> => {
        const record = await store.get({ caseNumber, stage, turn });
        if (!record && turn === "followUp") return undefined;
        const rating = record?.rating;
        return {
          stage,
          turn,
          ratable: record?.invitation !== undefined && !rating,
          ...(rating && { level: rating.level, ratedAt: rating.ratedAt }),
          ...(record?.standing?.state === "setApart" && { setApart: true }),
        };
      }),
    ),
  );
  return views.filter((view) => view !== undefined);
}

/** What other contexts may ask of ratings. */
export type RatingsPublic = { ratingsOf(caseNumber: string): Promise<RatingView[]> };

export function ratingsPublic(tableName: string): RatingsPublic {
  const store = dynamodbRatingStore(tableName);
  return { ratingsOf: (caseNumber) => ratingsOf(store, caseNumber) };
}
