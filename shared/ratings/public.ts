import * as z from "zod";
import { satisfactionLevels } from "#events/rating.ts";
import { dynamodbRatingStore } from "./dynamodb-rating-store.ts";
import type { RatingStore } from "./rating-store.ts";
import { caseStages } from "./stages.ts";

/** One stage as the applicant and the handling department see it: no comment, no rater. */
export const ratingViewSchema = z.strictObject({
  stage: z.enum(caseStages),
  /** Whether the applicant may rate it now. */
  ratable: z.boolean(),
  level: z.enum(satisfactionLevels).optional(),
  ratedAt: z.iso.datetime().optional(),
});
export type RatingView = z.infer<typeof ratingViewSchema>;

/** Every stage of a case with its rating, if there is one. */
export const ratingsOf = (store: Pick<RatingStore, "get">, caseNumber: string): Promise<RatingView[]> =>
  Promise.all(
    caseStages.map(async (stage) => {
      const record = await store.get({ caseNumber, stage });
      const rating = record?.rating;
      return {
        stage,
        ratable: record?.invitation !== undefined && !rating,
        ...(rating && { level: rating.level, ratedAt: rating.ratedAt }),
      };
    }),
  );

/** What other contexts may ask of ratings. */
export type RatingsPublic = { ratingsOf(caseNumber: string): Promise<RatingView[]> };

export function ratingsPublic(tableName: string): RatingsPublic {
  const store = dynamodbRatingStore(tableName);
  return { ratingsOf: (caseNumber) => ratingsOf(store, caseNumber) };
}
