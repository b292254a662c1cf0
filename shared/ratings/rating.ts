import * as z from "zod";
import {
  ratingChannels,
  ratingEvents,
  ratingStages,
  ratingTurns,
  satisfactionLevels,
} from "#events/rating.ts";
import { rectificationOutcomes } from "#events/rectification.ts";

const instant = z.iso.datetime();

/** From the case: who may rate this stage since when, and what belongs into the statistics. */
export const invitationSchema = z.strictObject({
  /** OIDC subject of the applicant's account. */
  applicantId: z.string().min(1),
  department: z.string().regex(/^\d{4}$/),
  itemCode: z.string().min(31).max(33),
  since: instant,
});
export type Invitation = z.infer<typeof invitationSchema>;

export const commentLimit = 500;

/** How a rating reached us, for the rules against false ones: whoever sees ratings is not told any of it. */
const sourceSchema = z.strictObject({
  /** The device at the window, the account that rated, who had the link printed, or who called: one of them. */
  deviceId: z.string().min(1).optional(),
  raterId: z.string().min(1).optional(),
  issuerId: z.string().min(1).optional(),
  interviewerId: z.string().min(1).optional(),
  /** The window that the device stood at, and whose shift it was. */
  window: z.string().min(1).optional(),
  clerkId: z.string().min(1).optional(),
  /** The network address under a key: the same for ratings from one address, and nothing else. */
  origin: z.string().min(1).optional(),
  /** What was wrong with it before any rule was asked: ids of rules. */
  doubts: z.array(z.string().min(1)).max(5).optional(),
});

/** What somebody said. The comment may hold anything, so it stays in the table: no event and no log has it. */
export const givenRatingSchema = z.strictObject({
  /** The same for every repeat of the same rating; see `deviceRatingKey` and `personRatingKey`. */
  key: z.string().regex(/^[0-9a-f]{16}$/),
  level: z.enum(satisfactionLevels),
  details: z.array(z.string().regex(/^[1-5]\d{2}$/)).max(20),
  /** The edition of the table that the codes in `details` are from. */
  tagEdition: z.string().min(1),
  comment: z.string().min(1).max(commentLimit).optional(),
  anonymous: z.literal(true).optional(),
  channel: z.enum(ratingChannels),
  ratedAt: instant,
  ...sourceSchema.shape,
});
export type GivenRating = z.infer<typeof givenRatingSchema>;

/** What was decided about a rating; one without a standing counts. */
export const standingSchema = z.strictObject({
  state: z.enum(["setApart", "released", "dismissed", "voided"]),
  /** Ids of the rules that set it apart. */
  reasons: z.array(z.string().min(1)).max(20).optional(),
  /** The supervisor who decided, and in which words. */
  by: z.string().min(1).optional(),
  why: z.string().min(1).optional(),
  at: instant,
});
export type Standing = z.infer<typeof standingSchema>;

/**
 * One turn of one stage of one case, and its rating. Invitation and rating come in any order: a device may be
 * faster than the event that tells of the case.
 */
export const ratingRecordSchema = z.strictObject({
  caseNumber: z.string().length(25),
  stage: z.enum(ratingStages),
  turn: z.enum(ratingTurns),
  version: z.int().positive(),
  invitation: invitationSchema.optional(),
  rating: givenRatingSchema.optional(),
  standing: standingSchema.optional(),
  /** How the bad rating's work order ended. */
  rectification: z.enum(rectificationOutcomes).optional(),
  /** What the outbox publishes; absent while this version has nothing to say. */
  lastEvent: z
    .strictObject({
      name: z.enum(["received", "setApart", "released", "dismissed", "voided"]),
      at: instant,
      trace: z.string(),
    })
    .optional(),
});
export type RatingRecord = z.infer<typeof ratingRecordSchema>;
export type RatingId = Pick<RatingRecord, "caseNumber" | "stage" | "turn">;

export const ratingIdText = ({ caseNumber, stage, turn }: RatingId): string =>
  `${caseNumber}-${stage}-${turn}`;

/** Undefined for what is not a rating's id. */
export function parseRatingId(text: string): RatingId | undefined {
  const [caseNumber, stage, turn, ...more] = text.split("-");
  const parsed = ratingRecordSchema
    .pick({ caseNumber: true, stage: true, turn: true })
    .safeParse({ caseNumber, stage, turn });
  return more.length === 0 && parsed.success ? parsed.data : undefined;
}

export type Received = RatingRecord & Required<Pick<RatingRecord, "invitation" | "rating">>;

export const isReceived = (record: RatingRecord | undefined): record is Received =>
  record?.invitation !== undefined && record.rating !== undefined;

/** Whether what stands so counts: it was not set apart, or a person released it. */
export const isValidAs = (state: Standing["state"] | undefined): boolean =>
  state === undefined || state === "released";

export const isValid = ({ standing }: Pick<RatingRecord, "standing">): boolean => isValidAs(standing?.state);

/** The event that this version of the record publishes, if it does. */
export function ratingEventOf(record: RatingRecord) {
  const { lastEvent, version, standing } = record;
  if (!lastEvent || !isReceived(record)) return undefined;
  const { caseNumber, stage, turn, invitation, rating } = record;
  const common = {
    subject: `rating/${ratingIdText(record)}`,
    version,
    time: lastEvent.at,
    traceparent: lastEvent.trace,
  };
  const data = {
    caseNumber,
    stage,
    turn,
    itemCode: invitation.itemCode,
    department: invitation.department,
    level: rating.level,
    channel: rating.channel,
    anonymous: rating.anonymous ?? false,
    ratedAt: rating.ratedAt,
  };
  if (lastEvent.name === "setApart")
    return ratingEvents.setApart.create({ ...common, data: { ...data, reasons: standing?.reasons ?? [] } });
  return ratingEvents[lastEvent.name].create({ ...common, data });
}
