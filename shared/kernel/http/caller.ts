import * as z from "zod";
import { departmentCode } from "#events/identifiers.ts";
import { identitySchema } from "#shared/kernel/people/identity.ts";
import { roles } from "./contract.ts";

export const identityLevels = ["password", "realName", "face"] as const;

/**
 * The claims we read from an access token. The API's authorizer has already checked its signature. Name and ID number
 * count as verified from the level of real names on; a number that cannot exist is nobody's.
 */
export const callerSchema = z
  .object({
    sub: z.string().min(1).max(128),
    name: z.string().default(""),
    role: z.enum(roles),
    department: departmentCode.optional(),
    identityLevel: z.enum(identityLevels).default("password"),
    id_type: z.unknown().optional(),
    id_number: z.unknown().optional(),
  })
  .transform(({ sub, id_type, id_number, ...claims }) => {
    const identity =
      claims.identityLevel === "password"
        ? undefined
        : identitySchema.safeParse({ name: claims.name, idType: id_type, idNumber: id_number }).data;
    return { id: sub, ...claims, ...(identity && { identity }) };
  });

/** A person who signed in. */
export type Caller = z.output<typeof callerSchema>;
