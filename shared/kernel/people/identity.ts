import * as z from "zod";
import { residentIdFault } from "#shared/kernel/identifiers/resident-id.ts";
import { line } from "#shared/kernel/text.ts";

/** Who somebody is, as the issuer verified it (实名认证): name and number of an identity document. */
export const identitySchema = z
  .strictObject({
    name: line(1, 100),
    idType: z.enum(["residentId", "passport"]),
    idNumber: z
      .string()
      .toUpperCase()
      .regex(/^[A-Z\d]{5,32}$/),
  })
  .refine(({ idType, idNumber }) => idType !== "residentId" || !residentIdFault(idNumber));
export type Identity = z.output<typeof identitySchema>;

export const isSamePerson = (one: Identity, { idType, idNumber }: { idType: string; idNumber: string }) =>
  one.idType === idType && one.idNumber === idNumber.trim().toUpperCase();
