import * as z from "zod";

/** What the law wants in writing (文书). */
export const officialDocumentKinds = [
  "notConfirmed",
  "receipt",
  "commitment",
  "advice",
  "acceptance",
  "notice",
  "refusal",
  "lapse",
  "suspension",
  "extension",
  "forwarding",
  "approval",
  "rejection",
  "withdrawal",
  "termination",
  "remedyNotice",
  "correction",
  "proofOfDelivery",
  "inspectionNotice",
  "inspectionRecord",
  "hearingRight",
  "hearingNotice",
  "partyNotice",
] as const;
export type OfficialDocumentKind = (typeof officialDocumentKinds)[number];

/** An official document of a case; its content is a document. */
export const officialDocumentViewSchema = z.strictObject({
  documentId: z.string(),
  kind: z.enum(officialDocumentKinds),
  title: z.strictObject({ zh: z.string(), en: z.string() }),
  /** 文号; none of a kind that carries none, and not yet of one that is being made. */
  number: z.string().optional(),
  issuedAt: z.iso.datetime(),
});
export type OfficialDocumentView = z.infer<typeof officialDocumentViewSchema>;
