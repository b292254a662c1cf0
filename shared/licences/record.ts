import * as z from "zod";
import { type LicenceState, licenceEvents, licenceFacts } from "#events/licence.ts";
import { dayOf } from "#shared/kernel/calendar/working-days.ts";
import { sha256Hex } from "#shared/kernel/messaging/canonical.ts";
import { defineRecord } from "#shared/kernel/records/record.ts";
import {
  detailsSchema,
  licenceChangeSchema,
  maxChanges,
  particularsSchema,
  signatureSchema,
} from "./change.ts";

const instant = z.iso.datetime();
const day = z.iso.date();

/** States in which nobody has anything more to do. */
export const ends = ["rescinded", "cancelled", "transferredOut", "forfeited"] as const;

/**
 * A licence (电子证照): what it says once, as it was signed (`document.ts`), and what became of it. The holder's data
 * is in the record alone: neither the index nor an event has it.
 */
export const licence = defineRecord({
  name: "licence",
  id: "licenceId",
  format: 1,
  // What was issued stays as it was signed.
  history: "fromSecond",
  fields: {
    ...licenceFacts,
    typeName: z.string().min(1),
    number: z.string().min(1),
    holder: z.object({ name: z.string(), idType: z.string(), idNumber: z.string() }),
    issuer: z.object({ name: z.string(), code: z.string() }),
    issuedAt: instant,
    validFrom: day,
    /** Left out: for good. */
    validTo: day.optional(),
    /** What was applied for: name and address of the premises, scope and the like. */
    particulars: particularsSchema,
    signature: signatureSchema,
    /** What the approvals of later cases did to it, as they came. */
    changes: z
      .array(licenceChangeSchema)
      .max(maxChanges + 1)
      .optional(),
    /** How often it was issued again under its number (补发). */
    reissues: z.int().positive().optional(),
  },
  events: licenceEvents,
  eventData: (record) => {
    const { licenceId, identifier, typeCode, caseNumber, itemCode, department, applicantId, state } = record;
    // By the relay, which has no keys for the rest.
    const { changedBy } = detailsSchema.pick({ changedBy: true }).parse(record.lastEvent.details ?? {});
    return {
      licenceId,
      identifier,
      typeCode,
      caseNumber,
      itemCode,
      department,
      applicantId,
      state,
      ...(changedBy && { changedBy }),
    };
  },
  details: detailsSchema,
  sealed: { fields: ["holder", "particulars"], details: ["former"] },
  indexes: {
    byHolder: {
      key: "applicantId",
      partition: ({ applicantId }) => applicantId,
      sort: "issuedAt",
      projects: [
        "licenceId",
        "identifier",
        "typeCode",
        "number",
        "department",
        "caseNumber",
        "itemCode",
        "issuedAt",
        "validFrom",
        "validTo",
        "state",
        "version",
      ],
    },
    // What was done with it after it was issued, by the day in Shanghai: few are touched again.
    byChange: {
      key: "changedOn",
      partition: ({ version, lastEvent }) => (version > 1 ? dayOf(lastEvent.at) : undefined),
      sort: "issuedAt",
      projects: ["caseNumber"],
    },
  },
});
export type Licence = ReturnType<typeof licence.fromItem>;

/** One case issues one licence, however often its approval is published: 72 bits derived from the case's number. */
export const licenceIdOf = (caseNumber: string): string =>
  sha256Hex(`licence:${caseNumber}`).slice(0, 18).toUpperCase();

/** The state as people see it: a licence past its last day (in Shanghai) is expired. */
export const stateOn = (
  { state, validTo }: Pick<Licence, "state" | "validTo">,
  today: string,
): LicenceState | "expired" =>
  state === "valid" && validTo !== undefined && validTo < today ? "expired" : state;
