import * as z from "zod";
import { caseNumber, departmentCode, itemCode } from "#events/identifiers.ts";
import { ratingStages, ratingTurns, satisfactionLevels } from "#events/rating.ts";
import { silent } from "#shared/kernel/records/event-family.ts";
import { defineRecord } from "#shared/kernel/records/record.ts";
import type { RecordStore } from "#shared/kernel/records/record-store.ts";
import { retainedFrom } from "#shared/kernel/records/retention.ts";

const instant = z.iso.datetime();
export const publicTextLimit = 500;
const publicText = z.string().min(1).max(publicTextLimit);

/**
 * A comment on its way to the public (评价公开). What the person wrote stays in the rating; here stands what a
 * supervisor let out, with everything personal taken out, and the department's reply.
 */
export const comment = defineRecord({
  name: "comment",
  id: "ratingId",
  format: 1,
  fields: {
    ratingId: z.string().min(1),
    caseNumber,
    stage: z.enum(ratingStages),
    turn: z.enum(ratingTurns),
    department: departmentCode,
    itemCode,
    level: z.enum(satisfactionLevels),
    ratedAt: instant,
    state: z.enum(["waiting", "published", "withheld"]),
    /** Since when it is in its list: when it was rated, and once it is published, when that was. */
    listedAt: instant,
    text: publicText.optional(),
    publishedBy: z.string().min(1).optional(),
    reply: z.object({ text: publicText, by: z.string().min(1), at: instant }).optional(),
  },
  goesAt: ({ ratedAt }) => retainedFrom(ratedAt, "rating"),
  events: { opened: silent, published: silent, withheld: silent, replied: silent },
  indexes: {
    comments: {
      key: "commentsKey",
      partition: ({ state }) => (state === "withheld" ? undefined : `COMMENTS#${state}`),
      sort: "listedAt",
    },
    // What everybody reads of one department's, or of one item's.
    publishedByDepartment: {
      key: "publishedDepartment",
      partition: ({ state, department }) => (state === "published" ? department : undefined),
      sort: "listedAt",
    },
    publishedByItem: {
      key: "publishedItem",
      partition: ({ state, itemCode }) => (state === "published" ? itemCode : undefined),
      sort: "listedAt",
    },
  },
});
export type Comment = ReturnType<typeof comment.fromItem>;
export type CommentStore = RecordStore<Comment, typeof comment.indexes>;

/** Partitions of the index: oldest first those to review, newest first what everybody reads. */
export const waitingComments = "COMMENTS#waiting";
export const publishedComments = "COMMENTS#published";
