import * as z from "zod";
import { roles } from "./contract.ts";

export const identityLevels = ["password", "realName", "face"] as const;

/** The claims we read from an access token. The API's authorizer has already checked its signature. */
export const callerSchema = z
  .object({
    sub: z.string().min(1).max(128),
    name: z.string().default(""),
    role: z.enum(roles),
    department: z
      .string()
      .regex(/^\d{4}$/)
      .optional(),
    identityLevel: z.enum(identityLevels).default("password"),
  })
  .transform(({ sub, ...claims }) => ({ id: sub, ...claims }));

/** A person who signed in. */
export type Caller = z.output<typeof callerSchema>;
