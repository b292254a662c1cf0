import { type StaffRole, staffRoles } from "#events/staff.ts";
import { dayOf } from "#shared/kernel/calendar/working-days.ts";
import type { Caller } from "#shared/kernel/http/caller.ts";
import { bySystem } from "#shared/kernel/lifecycle/decide.ts";
import { decide, differs, type StaffDetails } from "./decide.ts";
import { type StaffMember, staffMember, staffName } from "./record.ts";

/** A day that was seen is good for so many: whoever signs in each morning is written once a week. */
const seenDays = 7;

const isStaff = (role: Caller["role"]): role is StaffRole => (staffRoles as readonly string[]).includes(role);
const daysSince = (day: string, today: string): number =>
  (Date.parse(today) - Date.parse(day)) / (24 * 3600 * 1000);
const happens = bySystem(decide, "sign-in");

/** What the token says; a name that it does not have, or that is none, says nothing of the name that is known. */
function detailsOf({ name, department, role }: Caller) {
  if (!isStaff(role)) throw new Error(`a ${role} is no member of staff`);
  const clean = staffName.safeParse(name.trim()).data;
  return {
    ...(clean && { name: clean }),
    department,
    roles: [role],
    source: "signIn",
  } satisfies StaffDetails;
}

/** Whom a file no longer named comes back by signing in anew; whom a person let go does not. */
const comesBack = ({ leftBy, lastEvent }: StaffMember, { tokenSince }: Caller): boolean =>
  leftBy === "import" && tokenSince !== undefined && tokenSince >= lastEvent.at;

/**
 * The directory's entry of whoever signed in: the one that is known when there is nothing new. What the token says
 * takes the place of what a file said.
 */
export function memberAfterSignIn(
  known: StaffMember | undefined,
  caller: Caller,
  { now, trace, personKey }: { now: string; trace: string; personKey?: string | undefined },
): StaffMember {
  const today = dayOf(now);
  const { source, ...said } = detailsOf(caller);
  // A sign-in that tells no number says nothing of the one that is known.
  const facts = { ...said, ...(personKey && { personKey }) };
  if (!known)
    return staffMember.first(
      { ...facts, source, account: caller.id, state: "active", firstSeenOn: today, lastSeenOn: today },
      { event: "registered", at: now, trace, actor: { role: "system", id: "sign-in" } },
    );
  if (known.state !== "active" && !comesBack(known, caller)) return known;
  const seen = { ...facts, source, firstSeenOn: known.firstSeenOn ?? today, lastSeenOn: today };
  const happened = (action: "comeBack" | "change" | "see") => happens(known, action, seen, { now }, trace);
  const isOld = known.lastSeenOn === undefined || daysSince(known.lastSeenOn, today) >= seenDays;
  return (
    happened("comeBack") ??
    (differs(known, facts) ? happened("change") : isOld ? happened("see") : undefined) ??
    known
  );
}
