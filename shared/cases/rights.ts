import type { Caller } from "#shared/kernel/http/caller.ts";
import { httpProblems } from "#shared/kernel/http/problem.ts";
import type { Actor as KernelActor } from "#shared/kernel/records/last-event.ts";
import type { Actor } from "./command.ts";
import { appliedBy } from "./parties.ts";
import type { CaseRow } from "./record.ts";

/** A signed-in person as the lifecycle sees them. An admin keeps the platform and has no part in cases. */
export function actorOf({ role, id, department }: Caller): Actor {
  if (role === "admin") throw httpProblems.forbidden();
  return { role, id, ...(department && { department }) };
}

/** Citizens act on their own case and on those that they applied for as somebody's agent, staff of an office on their department's, supervisors and the system on all. */
export function isTheirs(head: CaseRow, { role, id }: KernelActor, department: string | undefined): boolean {
  switch (role) {
    case "citizen":
      return appliedBy(head, id);
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
