import * as z from "zod";
import { examinationId } from "#events/examination.ts";
import { inspectionEvents, inspectionStates } from "#events/inspection.ts";
import { defineRecord } from "#shared/kernel/records/record.ts";
import { line, lines } from "#shared/kernel/text.ts";
import { casePartition, clockFields, departmentPartition, documentsSchema, openPartition } from "../clock.ts";
import { caseFields } from "../examined-case.ts";
import { termKey } from "../term.ts";

const instant = z.iso.datetime();

/** States in which nobody has anything more to do. */
export const ends = ["passed", "failed", "cancelled"] as const;
export const isOpen = ({ state }: { state: string }): boolean => !(ends as readonly string[]).includes(state);

export const officerSchema = z.strictObject({
  account: z.string().trim().min(1).max(128),
  /** Number of the card (执法证号) that they show on site. */
  cardNumber: z
    .string()
    .trim()
    .regex(/^[0-9A-Za-z-]{6,24}$/, "请填写执法证号。|Please give the number of the officer's card."),
});

export const findings = ["conforms", "doesNotConform", "notApplicable"] as const;
export const checkSchema = z.strictObject({
  item: line(2, 100),
  finding: z.enum(findings),
  remark: lines(0, 300).optional(),
});

export const signers = ["applicant", "agent", "refused"] as const;
export const signatureSchema = z.strictObject({
  by: z.enum(signers),
  /** Where the witness comes from, when nobody signed; the name is on the signed sheet alone. */
  witnessOf: line(2, 100).optional(),
});

/**
 * An on-site inspection (现场核查) of a case, by two officers or more (行政许可法 Art. 34). What is looked at is what the
 * application says of its premises: no address is here.
 */
export const inspection = defineRecord({
  name: "inspection",
  id: "inspectionId",
  format: 1,
  chained: true,
  forgets: { with: termKey, keeps: [], fields: ["checks", "signature"] },
  fields: {
    inspectionId: examinationId,
    ...caseFields,
    state: z.enum(inspectionStates),
    ...clockFields,
    /** Counts the visits: 2 is the look at what was put right. */
    visit: z.int().positive(),
    officers: z.array(officerSchema).max(5),
    /** Accounts that stood back (回避). */
    recused: z.array(z.string()).max(20).optional(),
    appointmentAt: instant.optional(),
    /** The one change of the appointment was used. */
    rescheduled: z.literal(true).optional(),
    startedAt: instant.optional(),
    endedAt: instant.optional(),
    checks: z.array(checkSchema).max(50).optional(),
    documents: documentsSchema.optional(),
    /** Whose uploads they are. */
    recordedBy: z.string().optional(),
    signature: signatureSchema.optional(),
    recheckOn: z.iso.date().optional(),
  },
  events: inspectionEvents,
  eventData: (record) => {
    const { inspectionId, caseNumber, itemCode, department, state, dueAt, documents, recordedBy } = record;
    return {
      inspectionId,
      caseNumber,
      itemCode,
      department,
      state,
      ...(isOpen(record) && { owed: { until: dueAt } }),
      // With every step from then on: of two that come the wrong way round, the case hears the later one alone.
      ...(documents && recordedBy && { documents, recordedBy }),
    };
  },
  indexes: {
    open: {
      key: "openKey",
      partition: (record) => (isOpen(record) ? openPartition("inspection") : undefined),
      sort: "dueAt",
    },
    byDepartment: {
      key: "departmentKey",
      partition: (record) =>
        isOpen(record) ? departmentPartition("inspection", record.department) : undefined,
      sort: "dueAt",
    },
    byCase: {
      key: "caseKey",
      partition: ({ caseNumber }) => casePartition("inspection", caseNumber),
      sort: "openedAt",
    },
  },
});
export type Inspection = ReturnType<typeof inspection.fromItem>;
