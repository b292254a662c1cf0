import * as z from "zod";
import type { Cursor, Page } from "#shared/kernel/aws/page.ts";

/** One look at a person's data by somebody of an office (网络安全法: kept at least six months). */
export const personAccessSchema = z.strictObject({
  at: z.iso.datetime(),
  by: z.strictObject({ role: z.string(), id: z.string(), department: z.string().optional() }),
  reason: z.string(),
});
export type PersonAccess = z.infer<typeof personAccessSchema>;

export type PersonSearch = PersonAccess & {
  by: PersonAccess["by"];
  kind: "idNumber" | "phone";
  found: number;
};

/** Who looked at whose data, and who can be found by what. */
export type PersonAccessStore = {
  /** Stands before anything is shown. */
  log(caseNumber: string, access: PersonAccess): Promise<void>;
  accesses(caseNumber: string, cursor: Cursor, limit: number): Promise<Page<PersonAccess>>;
  logSearch(search: PersonSearch): Promise<void>;
  /** Numbers of the newest cases of whoever has one of these index keys. */
  find(kind: "idNumber" | "phone", keys: string[], limit: number): Promise<string[]>;
};
