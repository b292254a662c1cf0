import { dynamodbRecordStore } from "#shared/kernel/records/dynamodb-record-store.ts";
import { type GivenRating, type RatingId, ratingIdText } from "./rating.ts";
import { type RatingRecord, type RatingStore, rating } from "./record.ts";
import { caseStages } from "./stages.ts";
import type { RatingView } from "./views.ts";

export { detailTags } from "./detail-tags.ts";

const viewOf = ({ stage, turn }: Pick<RatingView, "stage" | "turn">, record?: RatingRecord): RatingView => {
  const given = record?.rating;
  return {
    stage,
    turn,
    ratable: record?.invitation !== undefined && !given,
    ...(given && { level: given.level, ratedAt: given.ratedAt }),
    ...(record?.standing?.state === "setApart" && { setApart: true }),
  };
};

/** Every stage of a case with its rating, if there is one; a second turn once a bad first one was put right. */
export async function ratingsOf(store: Pick<RatingStore, "read">, caseNumber: string): Promise<RatingView[]> {
  const views = await Promise.all(
    caseStages.map(async (stage) => {
      const first = await store.read(ratingIdText({ caseNumber, stage, turn: "first" }));
      const view = viewOf({ stage, turn: "first" }, first);
      if (!first?.rectification) return [view];
      const again = await store.read(ratingIdText({ caseNumber, stage, turn: "followUp" }));
      return again ? [view, viewOf({ stage, turn: "followUp" }, again)] : [view];
    }),
  );
  return views.flat();
}

/** Staff see the applicant's name beside it, so they are not told what was said. */
export const ratingForStaff = ({ stage, turn, ratable }: RatingView): RatingView => ({
  stage,
  turn,
  ratable,
});

/** What was said, for those who put it right: who said it is not in it. */
export type RatingContent = Pick<GivenRating, "details" | "channel" | "ratedAt" | "comment" | "window">;

/** What other contexts may ask of ratings. */
export type RatingsPublic = {
  ratingsOf(caseNumber: string): Promise<RatingView[]>;
  ratingOf(id: RatingId): Promise<RatingContent | undefined>;
  /** The applicant's account, to tell them what became of their rating. */
  applicantOf(id: RatingId): Promise<string | undefined>;
};

export function ratingsPublic(tableName: string): RatingsPublic {
  const store = dynamodbRecordStore(rating, tableName);
  return {
    ratingsOf: (caseNumber) => ratingsOf(store, caseNumber),
    async ratingOf(id) {
      const given = (await store.read(ratingIdText(id)))?.rating;
      if (!given) return undefined;
      const { details, channel, ratedAt, comment, window } = given;
      return { details, channel, ratedAt, ...(comment && { comment }), ...(window && { window }) };
    },
    applicantOf: async (id) => (await store.read(ratingIdText(id)))?.invitation?.applicantId,
  };
}
