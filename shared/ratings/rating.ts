import * as z from "zod";
import { ratingChannels, ratingEvents, ratingStages, satisfactionLevels } from "#events/rating.ts";

const instant = z.iso.datetime();

/** From the case: who may rate this stage since when, and what belongs into the statistics. */
export const invitationSchema = z.strictObject({
  /** OIDC subject of the applicant's account. */
  applicantId: z.string().min(1),
  department: z.string().regex(/^\d{4}$/),
  itemCode: z.string().min(31).max(33),
  since: instant,
});

export const commentLimit = 500;

/** What somebody said. The comment may hold anything, so it stays in the table: no event and no log has it. */
export const givenRatingSchema = z.strictObject({
  /** The same for every repeat of the same rating; see `deviceRatingKey` and `personRatingKey`. */
  key: z.string().regex(/^[0-9a-f]{16}$/),
  level: z.enum(satisfactionLevels),
  details: z.array(z.string().regex(/^[1-5]\d{2}$/)).max(20),
  /** The edition of the table that the codes in `details` are from. */
  tagEdition: z.string().min(1),
  comment: z.string().min(1).max(commentLimit).optional(),
  channel: z.enum(ratingChannels),
  ratedAt: instant,
  /** The device at the window, or the account that rated: one of them. */
  deviceId: z.string().min(1).optional(),
  raterId: z.string().min(1).optional(),
});
export type GivenRating = z.infer<typeof givenRatingSchema>;

/**
 * One stage of one case and its rating. Invitation and rating come in any order: a device may be faster than
 * the event that tells of the case.
 */
export const ratingRecordSchema = z.strictObject({
  caseNumber: z.string().length(25),
  stage: z.enum(ratingStages),
  version: z.int().positive(),
  invitation: invitationSchema.optional(),
  rating: givenRatingSchema.optional(),
  /** Opened for every bad rating (差评); what follows from it is the rectification's own matter. */
  rectification: z.strictObject({ openedAt: instant }).optional(),
  /** What the outbox publishes; absent while this version has nothing to say. */
  lastEvent: z
    .strictObject({ name: z.enum(["received", "rectificationOpened"]), at: instant, trace: z.string() })
    .optional(),
});
export type RatingRecord = z.infer<typeof ratingRecordSchema>;
export type RatingId = Pick<RatingRecord, "caseNumber" | "stage">;

/** The event that this version of the record publishes, if it does. */
export function ratingEventOf({ caseNumber, stage, version, invitation, rating, lastEvent }: RatingRecord) {
  if (!lastEvent || !invitation || !rating) return undefined;
  return ratingEvents[lastEvent.name].create({
    subject: `rating/${caseNumber}-${stage}`,
    version,
    time: lastEvent.at,
    traceparent: lastEvent.trace,
    data: {
      caseNumber,
      stage,
      itemCode: invitation.itemCode,
      department: invitation.department,
      level: rating.level,
      channel: rating.channel,
      ratedAt: rating.ratedAt,
    },
  });
}
