import * as z from "zod";
import { serviceEvents, serviceFacts } from "#events/notice.ts";
import { silent } from "#shared/kernel/records/event-family.ts";
import { defineRecord } from "#shared/kernel/records/record.ts";
import type { RecordStore } from "#shared/kernel/records/record-store.ts";
import { retainedFrom } from "#shared/kernel/records/retention.ts";

const instant = z.iso.datetime();
export const callOutcomes = ["told", "notReached", "wrongNumber"] as const;

/** Somebody of the office has something to do. */
export const taskStates = ["toPost", "undelivered", "callDue"] as const;
const isTask = ({ state }: { state: string }): boolean => (taskStates as readonly string[]).includes(state);
export const openPartition = "OPEN";
export const waitingPartition = "WAITING";

/** The service of one document to one person (送达). Whom it is to be served on stands in its case and nowhere here. */
export const service = defineRecord({
  name: "service",
  id: "serviceId",
  format: 1,
  fields: {
    ...serviceFacts,
    recipientId: z.string().min(1).max(140),
    itemCode: z.string(),
    /** By when the next thing is due: the call, the posting. */
    dueAt: instant,
    /** The consent to electronic service that it rests on: since when, and which edition of its text. */
    consent: z.strictObject({ since: instant, edition: z.string() }).optional(),
    readAt: instant.optional(),
    calls: z
      .array(z.strictObject({ at: instant, outcome: z.enum(callOutcomes), by: z.string() }))
      .max(10)
      .optional(),
  },
  events: {
    ...serviceEvents,
    read: silent,
    callTried: silent,
    /** The case has the proof already: a clerk recorded it there. */
    provedByCase: silent,
  },
  goesAt: ({ state, lastEvent }) =>
    isTask({ state }) || state === "posted" ? undefined : retainedFrom(lastEvent.at, "notice"),
  indexes: {
    tasks: { key: "taskKey", partition: (one) => (isTask(one) ? openPartition : undefined), sort: "dueAt" },
    tasksByDepartment: {
      key: "taskDepartment",
      partition: (one) => (isTask(one) ? one.department : undefined),
      sort: "dueAt",
    },
    // Nobody knows yet that whom it is for has seen it.
    waiting: {
      key: "waitingKey",
      partition: ({ state }) => (state === "arrived" || state === "toPost" ? waitingPartition : undefined),
      sort: "dueAt",
    },
    byCase: { key: "caseKey", partition: ({ caseNumber }) => `CASE#${caseNumber}`, sort: "serviceId" },
  },
});
export type Service = ReturnType<typeof service.fromItem>;

/** After every id. */
const last = "g";
/** All of one case: few have more than one. */
export async function servicesOfCase(
  store: Pick<RecordStore<Service>, "ids" | "readMany">,
  caseNumber: string,
): Promise<Service[]> {
  const ids = await store.ids("byCase", `CASE#${caseNumber}`, last);
  return ids.length > 0 ? store.readMany(ids) : [];
}
