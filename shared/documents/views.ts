import * as z from "zod";

/** What the law wants in writing (文书). */
export const paperKinds = [
  "receipt",
  "acceptance",
  "notice",
  "refusal",
  "suspension",
  "extension",
  "approval",
  "rejection",
  "proofOfDelivery",
] as const;
export type PaperKind = (typeof paperKinds)[number];

/** An official paper of a case; its content is a document. */
export const paperViewSchema = z.strictObject({
  documentId: z.string(),
  kind: z.enum(paperKinds),
  title: z.strictObject({ zh: z.string(), en: z.string() }),
  number: z.string(),
  issuedAt: z.iso.datetime(),
});
export type PaperView = z.infer<typeof paperViewSchema>;
