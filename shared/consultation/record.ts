import * as z from "zod";
import { consultationEvents, consultationFacts } from "#events/consultation.ts";
import { defineRecord } from "#shared/kernel/records/record.ts";
import type { RecordStore } from "#shared/kernel/records/record-store.ts";
import { retainedFrom } from "#shared/kernel/records/retention.ts";

// What is exported here, the relay knows.
export { deflection, faq } from "./faqs/record.ts";
export { said } from "./said.ts";

const instant = z.iso.datetime();

/** States in which nobody has anything more to do. */
export const ends = ["closed", "merged", "redirected"] as const;
export const isOpen = ({ state }: { state: string }): boolean => !(ends as readonly string[]).includes(state);

/** All that have a deadline, in one partition of the index `open`. */
export const openPartition = "CONSULTATION";
export const deskPartition = (department: string, state: string): string => `${department}#${state}`;

/** Where it stands in a desk's list. */
export const deskPlace = ({
  dueAt,
  endedAt,
  askedAt,
}: {
  dueAt?: string | undefined;
  endedAt?: string | undefined;
  askedAt: string;
}): string => dueAt ?? endedAt ?? askedAt;

const row = [
  "consultationId",
  "about",
  "itemCode",
  "caseNumber",
  "department",
  "state",
  "askedAt",
  "dueAt",
  "endedAt",
  "late",
  "transfers",
  "answeredAt",
  "answeredInTime",
  "reopened",
  "level",
] as const;

/** One question to the district's office (网上咨询). What people wrote is in items of its own: see said.ts. */
export const consultation = defineRecord({
  name: "consultation",
  id: "consultationId",
  format: 1,
  fields: {
    ...consultationFacts,
    askerId: z.string().min(1),
    /** Until when the next step is due: the office's, or what the asker may still say. */
    dueAt: instant.optional(),
    endedAt: instant.optional(),
    /** A deadline of the office passed: it stays, whatever comes. */
    late: z.literal(true).optional(),
    /** The deadline of which that was said. */
    overdueOf: instant.optional(),
    complex: z.literal(true).optional(),
    extended: z.literal(true).optional(),
    /** A supervisor said whose it is: nobody hands it on any more. */
    fixed: z.literal(true).optional(),
    reopened: z.literal(true).optional(),
    /** The first answer. */
    answeredAt: instant.optional(),
    answeredInTime: z.boolean().optional(),
    /** How many texts there are. */
    texts: z.int().positive(),
  },
  events: consultationEvents,
  goesAt: (record) => (isOpen(record) ? undefined : retainedFrom(record.lastEvent.at, "consultation")),
  indexes: {
    desk: {
      key: "deskKey",
      partition: ({ department, state }) => deskPartition(department, state),
      sort: { attribute: "deskAt", of: deskPlace },
      projects: row,
    },
    open: {
      key: "openKey",
      partition: (record) => (isOpen(record) ? openPartition : undefined),
      sort: { attribute: "openUntil", of: ({ dueAt, askedAt }) => dueAt ?? askedAt },
    },
    byAsker: { key: "askerKey", partition: ({ askerId }) => askerId, sort: "askedAt" },
  },
});
export type Consultation = ReturnType<typeof consultation.fromItem>;
export type ConsultationStore = RecordStore<Consultation, (typeof consultation)["indexes"]>;
export type ConsultationRow = Pick<Consultation, (typeof row)[number]>;
