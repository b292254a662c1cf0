import * as z from "zod";
import { ratingStages, ratingTurns, satisfactionLevels } from "#events/rating.ts";
import type { Cursor, Page } from "#shared/kernel/aws/page.ts";
import type { RatingId } from "#shared/ratings/rating.ts";
import type { Received } from "#shared/ratings/record.ts";

const instant = z.iso.datetime();
export const publicTextLimit = 500;

/**
 * A comment on its way to the public (评价公开). What the person wrote stays in the rating; here stands what a
 * supervisor let out, with everything personal taken out, and the department's reply.
 */
export const commentSchema = z.strictObject({
  caseNumber: z.string().length(25),
  stage: z.enum(ratingStages),
  turn: z.enum(ratingTurns),
  department: z.string().regex(/^\d{4}$/),
  itemCode: z.string().min(31).max(33),
  level: z.enum(satisfactionLevels),
  ratedAt: instant,
  version: z.int().positive(),
  state: z.enum(["waiting", "published", "withheld"]),
  text: z.string().min(1).max(publicTextLimit).optional(),
  reviewedBy: z.string().min(1).optional(),
  reviewedAt: instant.optional(),
  /** Why it was withheld. */
  why: z.string().min(1).optional(),
  reply: z
    .strictObject({ text: z.string().min(1).max(publicTextLimit), by: z.string().min(1), at: instant })
    .optional(),
});
export type Comment = z.infer<typeof commentSchema>;

export const commentOf = (record: Received): Comment => ({
  caseNumber: record.caseNumber,
  stage: record.stage,
  turn: record.turn,
  department: record.invitation.department,
  itemCode: record.invitation.itemCode,
  level: record.rating.level,
  ratedAt: record.rating.ratedAt,
  version: 1,
  state: "waiting",
});

export type CommentStore = {
  get(id: RatingId): Promise<Comment | undefined>;
  /** On the condition that the version before is the one stored. False when somebody else was faster. */
  write(comment: Comment): Promise<boolean>;
  /** Waiting ones from the oldest on, published ones from the newest on. */
  list(state: "waiting" | "published", cursor: Cursor, limit: number): Promise<Page<Comment>>;
};
