import * as z from "zod";

/** One look at a person's data by somebody of an office (网络安全法: kept at least six months). */
export const personAccessSchema = z.strictObject({
  at: z.iso.datetime(),
  by: z.strictObject({ role: z.string(), id: z.string(), department: z.string().optional() }),
  reason: z.string(),
});
export type PersonAccess = z.infer<typeof personAccessSchema>;

export type PersonSearch = PersonAccess & { kind: "idNumber" | "phone"; found: number };
