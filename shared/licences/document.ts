import * as z from "zod";
import { canonicalJson } from "#shared/kernel/messaging/canonical.ts";
import { type Licence, licence } from "./record.ts";

const { shape } = licence.schema;

/** What is signed: everything that the licence says, the holder's data included. */
export const licenceDocumentSchema = z.strictObject({
  identifier: shape.identifier,
  type: z.strictObject({ code: z.string(), name: z.string() }),
  number: shape.number,
  holder: z.strictObject(shape.holder.shape),
  issuer: z.strictObject(shape.issuer.shape),
  issuedAt: shape.issuedAt,
  validFrom: shape.validFrom,
  validTo: shape.validTo,
  particulars: shape.particulars,
});
export type LicenceDocument = z.infer<typeof licenceDocumentSchema>;

type Said = Exclude<keyof LicenceDocument, "type"> | "typeCode" | "typeName";

/** Made of the record alone: whatever of it is not as it was signed shows in the signature. */
export const documentOf = ({ holder, issuer, validTo, ...said }: Pick<Licence, Said>): LicenceDocument => ({
  identifier: said.identifier,
  type: { code: said.typeCode, name: said.typeName },
  number: said.number,
  holder: { name: holder.name, idType: holder.idType, idNumber: holder.idNumber },
  issuer: { name: issuer.name, code: issuer.code },
  issuedAt: said.issuedAt,
  validFrom: said.validFrom,
  ...(validTo && { validTo }),
  particulars: said.particulars,
});

/** The text that the signature, and the digest that its holder sees, are taken of. */
export const signedText = (document: LicenceDocument): string => canonicalJson(document);
