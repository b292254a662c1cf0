import type { TongbanEvent } from "#events/define-event.ts";
import type { RatingEvent } from "#events/rating.ts";
import type { RectificationEvent } from "#events/rectification.ts";
import type { CaseProgress } from "#shared/cases/public.ts";
import { shortEventName } from "#shared/kernel/http/record-contracts.ts";
import type { OwedCheck } from "#shared/kernel/messaging/owed.ts";
import { dynamodbRecordReader } from "#shared/kernel/records/dynamodb-record-store.ts";
import { eventsOf } from "#shared/kernel/records/replay.ts";
import { comment } from "./comments/comments.ts";
import { merge, type RatingFact } from "./merge.ts";
import { type GivenRating, isByLink, isValid, type RatingId, ratingIdText } from "./rating.ts";
import { type RatingRecord, type RatingStore, rating } from "./record.ts";
import { ratableSince } from "./stages/ratable.ts";
import { caseStages } from "./stages/stages.ts";
import type { RatingView } from "./views.ts";
import { follows } from "./wiring.ts";

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
  const store = dynamodbRecordReader(rating, tableName);
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

/** What a step of a work order says of its rating. */
function factsAfter(
  name: string,
  { caseNumber, stage, state, outcome }: RectificationEvent["data"],
  at: string,
): RatingFact[] {
  const id = { caseNumber, stage, turn: "first" } as const;
  if (name === "calledBack") return state === "opened" ? [] : [{ ...id, kind: "calledBack", at }];
  if (name === "closed") return outcome ? [{ ...id, kind: "rectified", outcome, at }] : [];
  return name === "appealUpheld" ? [{ ...id, kind: "voided" }] : [];
}

/** Whether ratings that count have their comments in the review's list, and what became of bad ones reached them. */
export function ratingsOwed(table: string): OwedCheck<RatingEvent | RectificationEvent> {
  const { read } = dynamodbRecordReader(rating, table);
  const comments = dynamodbRecordReader(comment, table);
  return {
    follows,
    async missing({ type, data, time, traceparent }) {
      const turn = "turn" in data ? data.turn : "first";
      const id = ratingIdText({ caseNumber: data.caseNumber, stage: data.stage, turn });
      const record = await read(id);
      if (!record) return [];
      if ("rectificationId" in data) {
        const moment = { now: time, traceparent };
        const facts = factsAfter(shortEventName(type), data, time);
        return facts.some((fact) => merge(record, fact, moment).outcome === "recorded")
          ? ["outcome of a work order"]
          : [];
      }
      if (!record.rating.comment) return [];
      const state = (await comments.read(id))?.state;
      if (isValid(record)) return state ? [] : ["comment"];
      const isGone = ["dismissed", "voided"].includes(shortEventName(type));
      return isGone && state && state !== "withheld" ? ["end of a comment"] : [];
    },
  };
}

/** The ratings of a case, and what became of each, step by step. */
export function ratingSteps(table: string) {
  const { readMany, history } = dynamodbRecordReader(rating, table);
  return async (caseNumber: string): Promise<{ records: RatingRecord[]; events: TongbanEvent[] }> => {
    const of = (turn: RatingId["turn"]) =>
      caseStages.map((stage) => ratingIdText({ caseNumber, stage, turn }));
    const records = await readMany(of("first"), { maybeOlder: true });
    // Nobody rates once more before a bad rating was put right.
    if (records.some(({ rectification }) => rectification))
      records.push(...(await readMany(of("followUp"), { maybeOlder: true })));
    const events = await Promise.all(records.map((record) => eventsOf(rating, { history }, record)));
    return { records, events: events.flat() };
  };
}
