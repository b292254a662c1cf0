import * as z from "zod";
import { ratingEvents } from "#events/rating.ts";
import { silent } from "#shared/kernel/records/event-family.ts";
import { defineRecord, type RecordOf } from "#shared/kernel/records/record.ts";
import type { RecordStore } from "#shared/kernel/records/record-store.ts";
import { retainedFrom } from "#shared/kernel/records/retention.ts";
import { daysSchema, rowSchema } from "./figures/rows.ts";
import { ratingFacts } from "./rating.ts";

// What is exported here, the relay knows.
export { call, draw } from "./calls/calls.ts";
export { comment } from "./comments/comments.ts";
export { device, shiftLog } from "./devices/devices.ts";

/** The one partition of what was quarantined and nobody has looked at. */
export const quarantineList = "QUARANTINED";
/** And the one of what is not passed on to the national platform. */
export const heldBackList = "HELDBACK";

const fields = {
  /** `<caseNumber>-<stage>-<turn>` */
  ratingId: z.string().min(1),
  ...ratingFacts,
  /** While it waits for a supervisor: since when. */
  quarantinedAt: z.iso.datetime().optional(),
  ...daysSchema.shape,
  /** What figures need of it beside its days. */
  row: rowSchema,
};
const rowProjection = ["ratingId", "givenOn", "ratableOn", "row"] as const;
const events = { ...ratingEvents, calledBack: silent, rectified: silent, gated: silent } as const;
export type RatingRecord = RecordOf<z.infer<z.ZodObject<typeof fields>>, keyof typeof events>;

/** The rating of one turn of one stage of one case. Nobody is invited by a record: the case says who may rate. */
export const rating = defineRecord({
  name: "rating",
  id: "ratingId",
  format: 1,
  // What was said stays as it was said.
  history: "fromSecond",
  fields,
  events,
  goesAt: ({ rating: { ratedAt } }) => retainedFrom(ratedAt, "rating"),
  eventData(record) {
    const { caseNumber, stage, turn, invitation, rating: given, standing, lastEvent } = record;
    return {
      caseNumber,
      stage,
      turn,
      itemCode: invitation.itemCode,
      department: invitation.department,
      level: given.level,
      channel: given.channel,
      anonymous: given.anonymous ?? false,
      ratedAt: given.ratedAt,
      ...(lastEvent.name === "quarantined" && { reasons: standing?.reasons ?? [] }),
    };
  },
  indexes: {
    // What waits for a supervisor: whether it counts, and then whether it can be passed on.
    waiting: {
      key: "waitingKey",
      partition: ({ quarantinedAt, heldBack }) => (quarantinedAt ? quarantineList : heldBack && heldBackList),
      sort: {
        attribute: "waitingSince",
        of: ({ quarantinedAt, heldBack, rating: { ratedAt } }) => quarantinedAt ?? heldBack?.at ?? ratedAt,
      },
    },
    // What a department was given on one day.
    byDay: {
      key: "dayKey",
      partition: ({ invitation }) => invitation.department,
      sort: "givenOn",
      projects: rowProjection,
    },
    // And those that could be given on it, and were on another.
    byRatableDay: {
      key: "ratableKey",
      partition: ({ invitation, givenOn, ratableOn }) =>
        ratableOn && ratableOn !== givenOn ? invitation.department : undefined,
      sort: "ratableOn",
      projects: rowProjection,
    },
  },
});
export type RatingStore = RecordStore<RatingRecord, typeof rating.indexes>;
