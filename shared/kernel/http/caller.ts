import * as z from "zod";
import { departmentCode } from "#events/identifiers.ts";
import { identitySchema } from "#shared/kernel/people/identity.ts";
import { type IdentityLevel, identityLevels, roles } from "./contract.ts";

/** What `acr` says of a sign-in by two factors; providers differ in the word (OpenID Connect Core 2, NIST SP 800-63B). */
const twoFactors = /^(mfa|aal[23])$/i;

/** An identity provider gives one role, or a list that the authorizer writes as `[a b]`. */
export const rolesIn = (claim: unknown): string[] => String(claim).match(/[^\s,[\]]+/g) ?? [];

/** Several roles are none: what somebody does, they do in one. */
const onlyRole = z.preprocess((claim) => {
  const [role, ...others] = rolesIn(claim);
  return others.length === 0 ? role : undefined;
}, z.enum(roles));

/**
 * The claims we read from an access token. The API's authorizer has already checked its signature. Name and ID number
 * count as verified from the level of real names on; a number that cannot exist is nobody's.
 */
export const callerSchema = z
  .object({
    sub: z.string().min(1).max(128),
    name: z.string().default(""),
    role: onlyRole,
    department: departmentCode.optional(),
    identityLevel: z.enum(identityLevels).default("password"),
    acr: z.unknown().optional(),
    /** RFC 8176; the authorizer gives a list as `[pwd mfa]`. */
    amr: z.unknown().optional(),
    id_type: z.unknown().optional(),
    /** When the token was issued, in seconds since 1970. */
    iat: z.coerce.number().int().positive().optional().catch(undefined),
    id_number: z.unknown().optional(),
  })
  .transform(({ sub, id_type, id_number, acr, amr, iat, ...claims }) => {
    const secondFactor = twoFactors.test(String(acr)) || /\bmfa\b/.test(String(amr));
    const identity =
      claims.identityLevel === "password"
        ? undefined
        : identitySchema.safeParse({ name: claims.name, idType: id_type, idNumber: id_number }).data;
    return {
      id: sub,
      ...claims,
      secondFactor,
      ...(identity && { identity }),
      ...(iat && { tokenSince: new Date(iat * 1000).toISOString() }),
    };
  });

/** A person who signed in. */
export type Caller = z.output<typeof callerSchema>;

export const isAtLeast = (level: IdentityLevel, required: IdentityLevel): boolean =>
  identityLevels.indexOf(level) >= identityLevels.indexOf(required);
