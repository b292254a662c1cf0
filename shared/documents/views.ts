import * as z from "zod";
import { paperKinds } from "./document.ts";

/** An official paper of a case; its content is a document. */
export const paperViewSchema = z.strictObject({
  documentId: z.string(),
  kind: z.enum(paperKinds),
  title: z.strictObject({ zh: z.string(), en: z.string() }),
  number: z.string(),
  issuedAt: z.iso.datetime(),
});
export type PaperView = z.infer<typeof paperViewSchema>;
