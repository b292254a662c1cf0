import * as z from "zod";
import { type StaffState, staffEvents, staffFacts } from "#events/staff.ts";
import { silent } from "#shared/kernel/records/event-family.ts";
import { defineRecord } from "#shared/kernel/records/record.ts";

/** Who said what is here of name, department and roles: the person's own sign-in, or an imported file. */
export const staffSources = ["signIn", "import"] as const;

/** As others read it; rare characters of names lie beyond U+FFFF. */
export const staffName = z.string().min(1).max(100);

/** States in which nobody has anything more to do. */
export const ends = ["removed"] as const;

/** Those of the index `byDepartment` who are in this state; whoever belongs to no department is in none. */
export const departmentPartition = (department: string, state: StaffState): string =>
  `${state}#${department}`;

/** How a name is compared: without the difference of case and width, and as long as a key of DynamoDB may be. */
export const foldName = (text: string): string => text.normalize("NFKC").toLowerCase().slice(0, 100);

/** The last place of an index's order that begins so. */
export const endOfPrefix = (beginning: string): string => `${beginning}\u{10ffff}`;

type Named = { account: string; name?: string | undefined };
/** By name, in the order of its characters' codes; no two people the same. */
export const nameKeyOf = ({ account, name = account }: Named): string => `${foldName(name)} ${account}`;

const byName = { attribute: "nameKey", of: nameKeyOf };
const shown = ["account", "name", "department", "roles", "state", "lastSeenOn"] as const;

/**
 * A person of staff (工作人员) as colleagues see them. Steps that only say that somebody was seen again are silent; the
 * history keeps who let whom go, and why. The name is here and in the indexes' rows alone.
 */
export const staffMember = defineRecord({
  name: "staffMember",
  id: "account",
  format: 1,
  fields: {
    ...staffFacts,
    /** Left out where it is not known. */
    name: staffName.optional(),
    source: z.enum(staffSources),
    /**
     * Keyed fingerprint of the ID number that the last sign-in verified (HMAC-SM3 under the person index's secret): two accounts of
     * one person are known by it, and no number.
     */
    personKey: z.string().length(32).optional(),
    /** Days in Shanghai of the first and of a late sign-in; left out for whoever never signed in. */
    firstSeenOn: z.iso.date().optional(),
    lastSeenOn: z.iso.date().optional(),
    /** Of whoever left: whether a person said so, or an import that no longer has them. */
    leftBy: z.enum(["person", "import"]).optional(),
  },
  events: { ...staffEvents, seen: silent },
  indexes: {
    byDepartment: {
      key: "departmentKey",
      partition: ({ department, state }) =>
        department && state !== "removed" ? departmentPartition(department, state) : undefined,
      sort: byName,
      projects: shown,
    },
    /** The whole district: some thousand people. */
    everybody: {
      key: "everybodyKey",
      partition: ({ state }) => (state === "removed" ? undefined : state),
      sort: byName,
      projects: shown,
    },
  },
});
export type StaffMember = ReturnType<typeof staffMember.fromItem>;
