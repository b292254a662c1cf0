import * as z from "zod";
import { examinationId } from "#events/examination.ts";
import { hearingEvents, hearingGrounds, hearingStates } from "#events/hearing.ts";
import { defineRecord } from "#shared/kernel/records/record.ts";
import { casePartition, clockFields, departmentPartition, documentsSchema, openPartition } from "../clock.ts";
import { caseFields } from "../examined-case.ts";
import { termKey } from "../term.ts";

const instant = z.iso.datetime();

/** States in which nobody has anything more to do. */
export const ends = ["closed", "lapsed", "withdrawn", "cancelled"] as const;
export const isOpen = ({ state }: { state: string }): boolean => !(ends as readonly string[]).includes(state);

/** Why the public is not let in (行政许可法 Art. 5). */
export const closedGrounds = ["stateSecret", "tradeSecret", "privacy"] as const;
export const participants = ["applicant", "interestedParties", "examiner", "recordKeeper"] as const;
export const recordSignatures = ["allSigned", "someRefused"] as const;
export const objectionResults = ["upheld", "dismissed"] as const;
/** The applicant asks by this name, a third party by the id of their record. */
export const byApplicant = "applicant";

/** A hearing (听证) in a case, 行政许可法 Arts. 46 to 48. */
export const hearing = defineRecord({
  name: "hearing",
  id: "hearingId",
  format: 1,
  chained: true,
  forgets: { with: termKey, keeps: [] },
  fields: {
    hearingId: examinationId,
    ...caseFields,
    state: z.enum(hearingStates),
    ...clockFields,
    ground: z.enum(hearingGrounds),
    /** Until when somebody may still ask for it (Art. 47). */
    requestBy: instant.optional(),
    /** Who asked: the applicant, or the records of third parties. */
    requests: z.array(z.string()).max(60),
    /** Until when it has to be held (Art. 47). */
    holdBy: instant.optional(),
    hearingAt: instant.optional(),
    place: z.string().min(2).max(100).optional(),
    /** Account of the chair. */
    chair: z.string().optional(),
    /** Chairs who were objected to, with success. */
    formerChairs: z.array(z.string()).max(10).optional(),
    closedTo: z.enum(closedGrounds).optional(),
    /** The applicant says that the chair has an interest of their own (Art. 48 (3)). */
    objection: z.literal("pending").optional(),
    heldAt: instant.optional(),
    present: z.array(z.enum(participants)).max(participants.length).optional(),
    signatures: z.enum(recordSignatures).optional(),
    documents: documentsSchema.optional(),
  },
  events: hearingEvents,
  eventData: (record) => {
    const { hearingId, caseNumber, itemCode, department, state, ground, dueAt, documents, lastEvent } =
      record;
    const brings = lastEvent.name === "closed" && documents && documents.length > 0;
    return {
      hearingId,
      caseNumber,
      itemCode,
      department,
      state,
      ground,
      ...(isOpen(record) && {
        owed: { until: dueAt, ...(state === "announced" && { lapses: true as const }) },
      }),
      ...(brings && { documents, recordedBy: lastEvent.actor.id }),
    };
  },
  indexes: {
    open: {
      key: "openKey",
      partition: (record) => (isOpen(record) ? openPartition("hearing") : undefined),
      sort: "dueAt",
    },
    byDepartment: {
      key: "departmentKey",
      partition: (record) => (isOpen(record) ? departmentPartition("hearing", record.department) : undefined),
      sort: "dueAt",
    },
    byCase: {
      key: "caseKey",
      partition: ({ caseNumber }) => casePartition("hearing", caseNumber),
      sort: "openedAt",
    },
  },
});
export type Hearing = ReturnType<typeof hearing.fromItem>;
