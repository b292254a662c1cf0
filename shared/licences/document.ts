import * as z from "zod";
import { canonicalJson } from "#shared/kernel/messaging/canonical.ts";
import { type Licence, licence } from "./record.ts";

/** What is signed: everything that the licence states, the holder's data included. */
export const licenceDocumentSchema = licence.schema
  .pick({
    identifier: true,
    number: true,
    holder: true,
    issuer: true,
    issuedAt: true,
    validFrom: true,
    validTo: true,
    particulars: true,
  })
  .extend({ type: z.object({ code: z.string(), name: z.string() }) });
export type LicenceDocument = z.infer<typeof licenceDocumentSchema>;

type Said = Exclude<keyof LicenceDocument, "type"> | "typeCode" | "typeName";

/** Made of the record alone: whatever of it is not as it was signed shows in the signature. */
export const documentOf = (said: Pick<Licence, Said>): LicenceDocument =>
  licenceDocumentSchema.parse({ ...said, type: { code: said.typeCode, name: said.typeName } });

/** The text that the signature, and the digest that its holder sees, are taken of. */
export const signedText = (document: LicenceDocument): string => canonicalJson(document);
