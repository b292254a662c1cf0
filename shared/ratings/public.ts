import type { CaseProgress } from "#shared/cases/public.ts";
import { dynamodbRecordStore } from "#shared/kernel/records/dynamodb-record-store.ts";
import { type GivenRating, isByLink, type RatingId, ratingIdText } from "./rating.ts";
import { type RatingRecord, type RatingStore, rating } from "./record.ts";
import { ratableSince } from "./stages/ratable.ts";
import { caseStages } from "./stages/stages.ts";
import type { RatingView } from "./views.ts";

export { detailTags } from "./levels.ts";

const viewOf = (
  { stage, turn }: Pick<RatingView, "stage" | "turn">,
  isOver: boolean,
  record?: RatingRecord,
): RatingView => ({
  stage,
  turn,
  // Who signs in may say it by themselves after somebody did by a link.
  ratable: isOver && (!record || isByLink(record.rating)),
  ...(record && { level: record.rating.level, ratedAt: record.rating.ratedAt }),
  ...(record?.standing?.state === "quarantined" && { quarantined: true }),
});

type Progress = Pick<CaseProgress, "caseNumber" | "acceptedAt" | "ended" | "parent">;

/** Every stage of a case with its rating, if there is one; a second turn once a bad first one was put right. */
export async function ratingsOf(store: Pick<RatingStore, "read">, progress: Progress): Promise<RatingView[]> {
  const { caseNumber } = progress;
  const views = await Promise.all(
    caseStages.map(async (stage) => {
      const isOver = ratableSince(progress, stage) !== undefined;
      const turn = "first" as const;
      // Nobody rates a stage before it is over.
      const first = isOver ? await store.read(ratingIdText({ caseNumber, stage, turn })) : undefined;
      const view = viewOf({ stage, turn }, isOver, first);
      if (!first?.rectification) return [view];
      const again = { caseNumber, stage, turn: "followUp" } as const;
      return [view, viewOf(again, true, await store.read(ratingIdText(again)))];
    }),
  );
  return views.flat();
}

/** Staff see the applicant's name beside it, so they do not see what was said. */
export const ratingForStaff = ({ stage, turn, ratable }: RatingView): RatingView => ({
  stage,
  turn,
  ratable,
});

type RatingContent = Pick<GivenRating, "details" | "channel" | "ratedAt" | "comment" | "window">;

/** What other contexts may ask of ratings. */
export function ratingsPublic(tableName: string) {
  const store = dynamodbRecordStore(rating, tableName);
  return {
    ratingsOf: (progress: Progress) => ratingsOf(store, progress),
    /** What was said, for those who put it right: who said it is not in it. */
    async ratingOf(id: RatingId): Promise<RatingContent | undefined> {
      const given = (await store.read(ratingIdText(id)))?.rating;
      if (!given) return undefined;
      const { details, channel, ratedAt, comment, window } = given;
      return { details, channel, ratedAt, comment, window };
    },
    /** The applicant's account, to tell them what became of their rating. */
    applicantOf: async (id: RatingId) => (await store.read(ratingIdText(id)))?.invitation.applicantId,
  };
}
export type RatingsPublic = ReturnType<typeof ratingsPublic>;
