import { type StaffMember, staffMember } from "#shared/staff/record.ts";
import { thursday, traceparent } from "#test/unit/cases/samples.ts";

/** An imported clerk of the sample case's department, unless said otherwise. */
export const entryOf = (account: string, change: Partial<StaffMember> = {}): StaffMember => {
  const facts: Pick<StaffMember, "account" | "department" | "roles" | "source" | "state"> = {
    account,
    department: "1001",
    roles: ["clerk"],
    source: "import",
    state: "active",
  };
  const step = { at: thursday, trace: traceparent, actor: { role: "system", id: "import" } };
  return staffMember.first({ ...facts, ...change }, { event: "registered", ...step });
};
