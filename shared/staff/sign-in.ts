import { type StaffRole, staffRoles } from "#events/staff.ts";
import { dayOf } from "#shared/kernel/calendar/working-days.ts";
import type { Caller } from "#shared/kernel/http/caller.ts";
import { bySystem } from "#shared/kernel/lifecycle/decide.ts";
import { decide, type Told } from "./decide.ts";
import { type StaffMember, staffMember, staffName } from "./record.ts";

/** A day that was seen is good for so many: whoever signs in each morning is written once a week. */
const seenDays = 7;

const isStaff = (role: Caller["role"]): role is StaffRole => (staffRoles as readonly string[]).includes(role);
const daysSince = (day: string, today: string): number =>
  (Date.parse(today) - Date.parse(day)) / (24 * 3600 * 1000);
const happens = bySystem(decide, "sign-in");

/** What the token says; a name that it does not have, or that is none, says nothing of the name that is known. */
function toldBy({ name, department, role }: Caller, today: string): Told {
  if (!isStaff(role)) throw new Error(`a ${role} is no member of staff`);
  const clean = staffName.safeParse(name.trim()).data;
  return { ...(clean && { name: clean }), department, roles: [role], source: "signIn", lastSeenOn: today };
}

/** Whether what is told differs from what is known; the days apart. */
export const differs = (known: StaffMember, { lastSeenOn: _day, ...told }: Told): boolean =>
  Object.entries({ ...known, ...told }).some(
    ([field, value]) => String(known[field as keyof StaffMember]) !== String(value),
  );

/**
 * The directory's entry of whoever signed in: the one that is known when there is nothing new. What the token says
 * takes the place of what a file said. Whoever an import let go is there again; whom a person let go is not.
 */
export function seenAtSignIn(
  known: StaffMember | undefined,
  caller: Caller,
  { now, trace }: { now: string; trace: string },
): StaffMember {
  const today = dayOf(now);
  const told = toldBy(caller, today);
  const { roles = [], source = "signIn", ...rest } = told;
  if (!known)
    return staffMember.first(
      { account: caller.id, state: "active", ...rest, roles, source, firstSeenOn: today },
      { event: "registered", at: now, trace, actor: { role: "system", id: "sign-in" } },
    );
  const seen = known.firstSeenOn ? told : { ...told, firstSeenOn: today };
  const around = { now };
  const back = happens(known, "comeBack", seen, around, trace);
  if (back) return back;
  if (differs(known, told)) return happens(known, "change", seen, around, trace) ?? known;
  const isOld = known.lastSeenOn === undefined || daysSince(known.lastSeenOn, today) >= seenDays;
  return (isOld && happens(known, "see", seen, around, trace)) || known;
}
