import * as z from "zod";
import { departmentCode } from "#events/identifiers.ts";
import { roles } from "./contract.ts";

export const identityLevels = ["password", "realName", "face"] as const;

/** The claims we read from an access token. The API's authorizer has already checked its signature. */
export const callerSchema = z
  .object({
    sub: z.string().min(1).max(128),
    name: z.string().default(""),
    role: z.enum(roles),
    department: departmentCode.optional(),
    identityLevel: z.enum(identityLevels).default("password"),
  })
  .transform(({ sub, ...claims }) => ({ id: sub, ...claims }));

/** A person who signed in. */
export type Caller = z.output<typeof callerSchema>;
