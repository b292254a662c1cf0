import * as z from "zod";
import { type LicenceState, licenceEvents, licenceStates } from "#events/licence.ts";
import type { Text } from "#shared/kernel/http/locale.ts";
import { canonicalJson, sha256Hex } from "#shared/kernel/messaging/canonical.ts";

const instant = z.iso.datetime();
const day = z.iso.date();

export const signatureSchema = z.strictObject({
  /** Tells which of the issuer's public keys verifies it. */
  keyId: z.string().regex(/^[0-9a-f]{8}$/),
  /** SM2 over SM3 (GB/T 32918), r and s in hex. */
  value: z.string().regex(/^[0-9a-f]{128}$/),
});

/** The current record of a licence (电子证照): no personal data. */
export const licenceSchema = z.strictObject({
  licenceId: z.string().regex(/^[0-9A-F]{18}$/),
  identifier: z.string(),
  typeCode: z.string().length(21),
  number: z.string(),
  holderAccount: z.string(),
  department: z.string(),
  caseNumber: z.string().length(25),
  itemCode: z.string(),
  issuedAt: instant,
  validFrom: day,
  validTo: day.optional(),
  state: z.enum(licenceStates),
  /** SM3 of the document, hex. */
  digest: z.string().regex(/^[0-9a-f]{64}$/),
  signature: signatureSchema,
  version: z.int().positive(),
  lastEvent: z.strictObject({
    name: z.enum(["issued", "stateChanged"]),
    at: instant,
    actor: z.strictObject({ role: z.string(), id: z.string() }),
    trace: z.string(),
    reason: z.string().optional(),
  }),
});
export type Licence = z.infer<typeof licenceSchema>;

/** What is signed: everything that the licence says, the holder's data included. Kept apart from the record. */
export const licenceDocumentSchema = z.strictObject({
  identifier: z.string(),
  type: z.strictObject({ code: z.string(), name: z.string() }),
  number: z.string(),
  holder: z.strictObject({ name: z.string(), idType: z.string(), idNumber: z.string() }),
  issuer: z.strictObject({ name: z.string(), code: z.string() }),
  issuedAt: instant,
  validFrom: day,
  validTo: day.optional(),
  /** What was applied for: name and address of the premises, scope and the like. */
  particulars: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
});
export type LicenceDocument = z.infer<typeof licenceDocumentSchema>;

/** The text that digest and signature are taken of. */
export const signedText = (document: LicenceDocument): string => canonicalJson(document);

/** One case issues one licence, however often its approval is told of: 72 bits derived from the case's number. */
export const licenceIdOf = (caseNumber: string): string =>
  sha256Hex(`licence:${caseNumber}`).slice(0, 18).toUpperCase();

/** State actions of the issuing office, and from where they lead. */
export const stateActions: Record<
  "seize" | "reinstate" | "rescind" | "cancel" | "transferOut" | "forfeit",
  { from: readonly LicenceState[]; to: LicenceState; label: Text }
> = {
  seize: { from: ["valid"], to: "seized", label: { zh: "暂扣", en: "Seize" } },
  reinstate: { from: ["seized"], to: "valid", label: { zh: "恢复", en: "Reinstate" } },
  rescind: { from: ["valid", "seized"], to: "rescinded", label: { zh: "撤销", en: "Rescind" } },
  cancel: { from: ["valid", "seized"], to: "cancelled", label: { zh: "注销", en: "Cancel" } },
  transferOut: { from: ["valid"], to: "transferredOut", label: { zh: "转出", en: "Transfer out" } },
  forfeit: { from: ["valid", "seized"], to: "forfeited", label: { zh: "吊销", en: "Forfeit" } },
};
export type StateAction = keyof typeof stateActions;

/** The state as people see it: a licence past its last day (in Shanghai) is expired. */
export const stateOn = ({ state, validTo }: Licence, today: string): LicenceState | "expired" =>
  state === "valid" && validTo !== undefined && validTo < today ? "expired" : state;

export const licenceEventOf = (licence: Licence) =>
  licenceEvents[licence.lastEvent.name].create({
    subject: `licence/${licence.licenceId}`,
    version: licence.version,
    time: licence.lastEvent.at,
    traceparent: licence.lastEvent.trace,
    data: {
      licenceId: licence.licenceId,
      identifier: licence.identifier,
      typeCode: licence.typeCode,
      caseNumber: licence.caseNumber,
      itemCode: licence.itemCode,
      department: licence.department,
      applicantId: licence.holderAccount,
      state: licence.state,
    },
  });
