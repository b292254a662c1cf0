import * as z from "zod";
import { mixesApartRoles, type StaffRole, staffAccount, staffRoles } from "#events/staff.ts";
import { allPages } from "#shared/kernel/aws/page.ts";
import { bySystem } from "#shared/kernel/lifecycle/decide.ts";
import { changeRecord, keepRecord, type RecordStore, settled } from "#shared/kernel/records/record-store.ts";
import { decide, differs, type StaffDetails } from "./decide.ts";
import { type StaffMember, staffMember, staffName } from "./record.ts";

/** Roles that work in a department; the others work for all of them. */
const ofDepartment: readonly StaffRole[] = ["clerk", "reviewer"];

/** One person as a file says it; `departments` are the codes that there are. */
export const importRow = (departments: readonly string[]) =>
  z
    .strictObject({
      account: staffAccount.regex(
        /^[\x21-\x7e]+$/,
        "账号只能是可见的英文字符，中间没有空格。|An account is of visible ASCII characters, without blanks.",
      ),
      name: staffName,
      department: z
        .string()
        .refine(
          (code) => departments.includes(code),
          "没有这个部门代码。|There is no department of this code.",
        )
        .optional(),
      roles: z.array(z.enum(staffRoles)).min(1),
    })
    .refine(({ department, roles }) => department || !roles.some((role) => ofDepartment.includes(role)), {
      path: ["department"],
      message: "窗口人员和审批人员须有部门。|Clerks and reviewers belong to a department.",
    })
    .refine(({ roles }) => !mixesApartRoles(roles), {
      path: ["roles"],
      message:
        "系统管理员、安全管理员、审计员不得由一人兼任。|Nobody is more than one of admin, securityAdmin and auditor.",
    });
export type ImportRow = z.output<ReturnType<typeof importRow>>;

/**
 * What became of one account. `differsFromSignIn`: the file differs from what the person's own sign-in said, which stands.
 * `letGo`: a person said that they left, and only a person takes it back. `gone`: removed for good.
 */
export type Outcome =
  | "registered"
  | "changed"
  | "returned"
  | "unchanged"
  | "differsFromSignIn"
  | "letGo"
  | "gone"
  | "left";
export type Imported = { account: string; outcome: Outcome }[];

type Moment = { now: string; trace: string };
const actor = { role: "system", id: "import" } as const;
const happens = bySystem(decide, actor.id);

/** What a row makes of an entry, and what that is called; the entry itself when it stays as it is. */
export function applyImportRow(
  known: StaffMember | undefined,
  { name, department, roles, account }: ImportRow,
  { now, trace }: Moment,
): { member: StaffMember; outcome: Outcome } {
  if (!known) {
    const fields = { account, name, department, roles, source: "import", state: "active" } as const;
    const member = staffMember.first(fields, { event: "registered", at: now, trace, actor });
    return { member, outcome: "registered" };
  }
  const said: StaffDetails = { name, department, roles };
  const own = known.source === "signIn";
  const details: StaffDetails = own ? { name: known.name ?? name } : said;
  const back = happens(known, "comeBack", details, { now }, trace);
  if (back) return { member: back, outcome: "returned" };
  const changed = differs(known, details) ? happens(known, "change", details, { now }, trace) : undefined;
  if (changed) return { member: changed, outcome: "changed" };
  if (known.state === "removed") return { member: known, outcome: "gone" };
  if (known.state === "left") return { member: known, outcome: "letGo" };
  return { member: known, outcome: own && differs(known, said) ? "differsFromSignIn" : "unchanged" };
}

type Store = Pick<RecordStore<StaffMember, (typeof staffMember)["indexes"]>, "read" | "write" | "list">;

/** Marks as left whoever is not in a file that is whole for the departments that it names. */
async function letGo(store: Store, rows: readonly ImportRow[], { now, trace }: Moment): Promise<Imported> {
  const named = new Set(rows.map(({ department }) => department));
  const listed = new Set(rows.map(({ account }) => account));
  const active = await allPages((cursor) => store.list("everybody", "active", { cursor, limit: 100 }));
  const missing = active.filter(({ account, department }) => named.has(department) && !listed.has(account));
  const gone: Imported = [];
  for (const { account } of missing)
    if (await changeRecord(store, account, (member) => happens(member, "leave", {}, { now }, trace)))
      gone.push({ account, outcome: "left" });
  return gone;
}

/**
 * Brings a file's people into the directory: each row one conditional write, none where nothing is new, so that the
 * same file again changes nothing.
 */
export async function importStaff(
  store: Store,
  rows: readonly ImportRow[],
  { complete, progress, ...moment }: Moment & { complete: boolean; progress?(done: number): void },
): Promise<Imported> {
  const imported: Imported = [];
  for (const row of rows) {
    let outcome: Outcome = "unchanged";
    await keepRecord<StaffMember, StaffMember | typeof settled>(store, row.account, (known) => {
      const { member, outcome: became } = applyImportRow(known, row, moment);
      outcome = became;
      return member === known ? settled : member;
    });
    imported.push({ account: row.account, outcome });
    progress?.(imported.length);
  }
  return complete ? [...imported, ...(await letGo(store, rows, moment))] : imported;
}
