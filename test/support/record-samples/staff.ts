import { type StaffMember, staffMember } from "#shared/staff/record.ts";
import { department } from "#test/unit/ratings/samples.ts";
import { type RecordSamples, step } from "./samples.ts";

export const staff: RecordSamples<StaffMember> = {
  definition: staffMember,
  make: (serial) =>
    staffMember.first(
      {
        account: `clerk-${String(serial).padStart(2, "0")}`,
        name: `${String(serial).padStart(2, "0")}号陈芳`,
        department,
        roles: ["clerk"],
        source: "signIn",
        firstSeenOn: "2026-03-01",
        lastSeenOn: "2026-03-09",
        state: "active",
      },
      { event: "registered", ...step },
    ),
  end: (member) =>
    staffMember.next(
      member,
      { state: "removed", name: undefined },
      { event: "removed", ...step, words: "误录" },
    ),
};
