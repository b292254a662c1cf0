import type { Accesses } from "#shared/kernel/accesses/access.ts";
import { httpProblems } from "#shared/kernel/http/problem.ts";
import type { Actor } from "./command.ts";
import { caseProblems } from "./problems.ts";
import type { CaseRow } from "./record.ts";
import { isTheirs } from "./rights.ts";
import { openStates } from "./states.ts";

/**
 * What is shown unmasked: `content` is what was filled in and handed in, `officialDocuments` the notices and decisions, which name the
 * applicant in full.
 */
export type Unmasked = "content" | "officialDocuments";

/** Why somebody may see it: it is their work, they give a reason that the applicant can read, or not at all. */
export type Ground = "work" | "reason" | "none";

const isOpen = ({ state }: CaseRow): boolean => (openStates as readonly string[]).includes(state);

/**
 * For somebody who may read the case. It is the work of whoever handles it; while nobody does, of whoever of its
 * department may go on with it. A department that is asked for its opinion sees what was handed in, and not who it is.
 */
export function groundOf(head: CaseRow, actor: Actor, what: Unmasked): Ground {
  if (actor.role === "citizen") return "work";
  if (!isTheirs(head, actor, actor.department)) return what === "content" ? "work" : "none";
  if (actor.role === "supervisor") return "reason";
  const isTheirWork = head.handler === undefined ? isOpen(head) : head.handler === actor.id;
  return isTheirWork ? "work" : "reason";
}

/** @throws Problem 403 when it is neither their work nor was a reason given not long ago */
export async function requireGround(
  accesses: Pick<Accesses, "isOpen">,
  ground: Ground,
  { caseNumber, account, now }: { caseNumber: string; account: string; now: string },
): Promise<void> {
  if (ground === "none") throw httpProblems.forbidden();
  if (ground === "reason" && !(await accesses.isOpen(caseNumber, account, now)))
    throw caseProblems.reasonNeeded();
}
