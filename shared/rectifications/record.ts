import * as z from "zod";
import { satisfactionLevels } from "#events/rating.ts";
import { rectificationEvents, rectificationFacts, rectificationStates } from "#events/rectification.ts";
import type { Page } from "#shared/kernel/aws/page.ts";
import { sha256Hex } from "#shared/kernel/messaging/canonical.ts";
import { mergedList } from "#shared/kernel/records/merged-list.ts";
import { defineRecord } from "#shared/kernel/records/record.ts";
import type { ListQuery, RecordStore } from "#shared/kernel/records/record-store.ts";
import { retainedFrom } from "#shared/kernel/records/retention.ts";
import { lines } from "#shared/kernel/text.ts";

const instant = z.iso.datetime();
export const wordsSchema = lines(2, 1000);
export const callResults = ["reached", "notReached", "declined"] as const;
export const findings = ["justified", "noBasis", "unfounded"] as const;
export const appealGrounds = ["mistaken", "malicious", "notOurs"] as const;
export const notificationWays = ["telephone", "sms", "inPerson", "publication"] as const;

/** States in which nobody has anything more to do. */
export const ends = ["closed", "voided"] as const;
export const isOpen = ({ state }: { state: string }): boolean => !(ends as readonly string[]).includes(state);

/** All that are open, in one partition of the index `open`: a district has some dozens at a time. */
export const openPartition = "OPEN";
export const applicantPartition = (applicantId: string): string => `APPLICANT#${applicantId}`;

/**
 * The work order (整改工单) of one bad rating. What staff write about it goes to the history, but for the result,
 * which the rater reads. The rating's own words stay with the ratings.
 */
export const rectification = defineRecord({
  name: "rectification",
  id: "rectificationId",
  format: 1,
  fields: {
    ...rectificationFacts,
    applicantId: z.string().min(1),
    anonymous: z.boolean(),
    appealBy: instant,
    dueAt: instant,
    calls: z.array(z.object({ at: instant, by: z.string(), result: z.enum(callResults) })).max(10),
    finding: z.enum(findings).optional(),
    complex: z.literal(true).optional(),
    notified: z.object({ how: z.enum(notificationWays), words: wordsSchema, at: instant }).optional(),
    appeal: z
      .object({
        ground: z.enum(appealGrounds),
        by: z.string(),
        /** Where the work goes on when the appeal is dismissed. */
        resumeTo: z.enum(rectificationStates),
        dismissed: z.literal(true).optional(),
      })
      .optional(),
    /** Deadlines that passed, each escalated once; `followUp` when it was rated badly again. */
    escalated: z.array(z.string()).max(10),
    followUp: z.enum(satisfactionLevels).optional(),
  },
  events: rectificationEvents,
  goesAt: (order) => (isOpen(order) ? undefined : retainedFrom(order.lastEvent.at, "rectification")),
  indexes: {
    open: {
      key: "openKey",
      partition: (order) => (isOpen(order) ? openPartition : undefined),
      sort: "dueAt",
    },
    openByDepartment: {
      key: "openDepartment",
      partition: (order) => (isOpen(order) ? order.department : undefined),
      sort: "dueAt",
    },
    byApplicant: {
      key: "applicantKey",
      partition: ({ applicantId }) => applicantPartition(applicantId),
      sort: "openedAt",
    },
  },
});
export type Order = ReturnType<typeof rectification.fromItem>;

/** Does not tell case and stage: an anonymous rater is not found by it. */
export const rectificationIdOf = ({ caseNumber, stage }: Pick<Order, "caseNumber" | "stage">): string =>
  sha256Hex(`rectification ${caseNumber} ${stage}`).slice(0, 16);

/** The orders that ratings of these names opened, newest first. */
export const ordersOfNames = (
  store: Pick<RecordStore<Order, (typeof rectification)["indexes"]>, "list">,
  names: readonly string[],
  page: Pick<ListQuery, "cursor" | "limit">,
): Promise<Page<Order>> =>
  mergedList(
    rectification,
    store,
    "byApplicant",
    names.map(applicantPartition),
    { ...page, newestFirst: true },
    ({ rectificationId, openedAt }) => ({ id: rectificationId, place: openedAt }),
  );
