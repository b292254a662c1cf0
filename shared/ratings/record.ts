import * as z from "zod";
import { ratingEvents } from "#events/rating.ts";
import { silent } from "#shared/kernel/records/event-family.ts";
import { defineRecord, type RecordOf } from "#shared/kernel/records/record.ts";
import type { RecordStore } from "#shared/kernel/records/record-store.ts";
import { placeOf, rowSchema } from "./figures/rows.ts";
import { type GivenRating, type Invitation, isReceived, ratingFacts } from "./rating.ts";

// What is exported here, the relay knows.
export { call, draw } from "./calls/calls.ts";
export { comment } from "./comments/comments.ts";
export { device } from "./devices/devices.ts";
export { shiftLog } from "./devices/shifts.ts";

/** The one partition of what was set apart and nobody has looked at. */
export const setApartList = "SETAPART";

const fields = {
  /** `<caseNumber>-<stage>-<turn>` */
  ratingId: z.string().min(1),
  ...ratingFacts,
  /** While it waits for a supervisor: since when. */
  setApartAt: z.iso.datetime().optional(),
  /** What figures need of it. */
  row: rowSchema.optional(),
};
// Silent until there are both an invitation and a rating.
const events = { invited: silent, rated: silent, rectified: silent, ...ratingEvents } as const;
export type RatingRecord = RecordOf<z.infer<z.ZodObject<typeof fields>>, keyof typeof events>;
export type Received = RatingRecord & { invitation: Invitation; rating: GivenRating };

/**
 * One turn of one stage of one case, and its rating. Invitation and rating come in any order: a device may be
 * faster than the event that tells of the case.
 */
export const rating = defineRecord({
  name: "rating",
  id: "ratingId",
  format: 1,
  fields,
  events,
  eventData(record) {
    if (!isReceived(record)) throw new Error(`rating ${record.ratingId} has nothing to tell yet`);
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
      ...(lastEvent.name === "setApart" && { reasons: standing?.reasons ?? [] }),
    };
  },
  indexes: {
    setApart: {
      key: "setApartKey",
      partition: ({ setApartAt }) => setApartAt && setApartList,
      sort: "setApartAt",
    },
    // What a department's figures of one day are made of.
    byDay: {
      key: "dayKey",
      partition: (record) => placeOf(record)?.dayKey,
      sort: "caseNumber",
      projects: ["row"],
    },
    byRatableDay: {
      key: "ratableKey",
      partition: (record) => placeOf(record)?.ratableKey,
      sort: "caseNumber",
      projects: ["row"],
    },
  },
});
export type RatingStore = RecordStore<RatingRecord, typeof rating.indexes>;
