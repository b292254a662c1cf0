import { isApartRole } from "#events/staff.ts";
import type { Caller } from "#shared/kernel/http/caller.ts";
import { httpProblems } from "#shared/kernel/http/problem.ts";
import type { Standing } from "#shared/representations/public.ts";
import type { Actor } from "./command.ts";
import { appliedBy } from "./parties.ts";
import type { CaseRow } from "./record.ts";

/** A signed-in person as the lifecycle sees them. Whoever keeps, guards or audits the platform has no part in cases. */
export function actorOf({ role, id, department }: Caller): Actor {
  if (isApartRole(role)) throw httpProblems.forbidden();
  return { role, id, ...(department && { department }) };
}

/**
 * The same as this case knows them: a citizen by their account, by the name that the window gave them, or by that of
 * whoever they act for now.
 */
export async function actorIn(
  head: CaseRow,
  caller: Caller,
  { nameIn }: Pick<Standing, "nameIn">,
): Promise<Actor> {
  const actor = actorOf(caller);
  const as = await nameIn(caller, head.item.code, (name) => appliedBy(head, name));
  return as === undefined || as === actor.id ? actor : { ...actor, as };
}

/** Citizens act on what is theirs and on what they act for somebody in, staff of an office on their department's, supervisors and the system on all. */
export function isTheirs(
  head: CaseRow,
  actor: Pick<Actor, "id"> & { role: string; as?: string | undefined },
  department: string | undefined,
): boolean {
  const { role } = actor;
  switch (role) {
    case "citizen":
      return appliedBy(head, actor.as ?? actor.id);
    case "clerk":
    case "reviewer":
      return head.department === department;
    default:
      return role === "supervisor" || role === "system";
  }
}

export const isWaitingFor = (head: CaseRow, department: string | undefined): boolean =>
  head.opinions?.some((opinion) => opinion.department === department && !opinion.given) ?? false;

export const mayActOn = (head: CaseRow, actor: Actor): boolean => isTheirs(head, actor, actor.department);

/** Reviewers of a department that was asked for its opinion see the case while they are asked. */
export const mayRead = (head: CaseRow, actor: Actor): boolean =>
  mayActOn(head, actor) || (actor.role === "reviewer" && isWaitingFor(head, actor.department));
