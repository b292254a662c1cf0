import type { CaseState } from "#events/case.ts";
import type { Calendar } from "#shared/kernel/calendar/working-days.ts";
import type { RequestMark } from "#shared/kernel/records/last-event.ts";
import type { CaseNote } from "./case.ts";
import { runClock } from "./clock.ts";
import type { Actor, Command } from "./command.ts";
import { changesOf } from "./effects.ts";
import { guards, isWaitingFor } from "./guards.ts";
import { type CaseAction, caseActions, lifecycle, type OpeningAction, transitionOf } from "./lifecycle.ts";
import { type CaseHead, type CaseRow, caseRecord } from "./record.ts";
import type { ActorRole, Guard, Transition } from "./transition.ts";

export type Refusal =
  | { refused: "action" }
  | { refused: "role" }
  | { refused: "guard"; guard: Guard; toldTooLate?: string[] };

const isStaff = (role: ActorRole): boolean =>
  role === "clerk" || role === "reviewer" || role === "supervisor";

/** Citizens act on their own case, staff of an office on their department's, supervisors and the system on all. */
export function mayActOn(head: CaseRow, actor: Actor): boolean {
  switch (actor.role) {
    case "citizen":
      return head.applicantId === actor.id;
    case "clerk":
    case "reviewer":
      return head.department === actor.department;
    case "supervisor":
    case "system":
      return true;
  }
}

/** Reviewers of a department that was asked for its opinion see the case while they are asked. */
export const mayRead = (head: CaseRow, actor: Actor): boolean =>
  mayActOn(head, actor) || (actor.role === "reviewer" && isWaitingFor(head, actor.department));

const isItsPlace = (transition: Transition, head: CaseRow, actor: Actor): boolean =>
  transition.byAsked ? isWaitingFor(head, actor.department) : mayActOn(head, actor);

const guardsOf = ({ guards: own = [], byHandler }: Transition, { role }: Actor): Guard[] => [
  ...(isStaff(role) ? (["notOwnCase"] as const) : []),
  ...(byHandler ? (["handledByNobodyElse"] as const) : []),
  ...own,
];

function refusalOf(head: CaseRow, action: CaseAction, actor: Actor, command?: Command): Refusal | undefined {
  const transition = transitionOf(action);
  // A role that may never do this is told so whatever the state is.
  if (!transition.roles.includes(actor.role)) return { refused: "role" };
  if (transition.from === "none" || !transition.from.includes(head.state)) return { refused: "action" };
  if (!isItsPlace(transition, head, actor)) return { refused: "role" };
  const guard = guardsOf(transition, actor).find(
    (name) => !guards[name].holds({ head, actor, ...(command && { command }) }),
  );
  if (!guard) return undefined;
  const { toldTooLate } = command ?? {};
  return { refused: "guard", guard, ...(guard === "toldAtOnce" && toldTooLate && { toldTooLate }) };
}

/** What this person could do with this case now. */
export const allowedActions = (head: CaseRow, actor: Actor): CaseAction[] =>
  caseActions.filter((action) => !refusalOf(head, action, actor));

/** A joint matter is approved when every part is. */
function decisionOf({ parts }: Pick<CaseHead, "parts">): "approved" | "rejected" | undefined {
  if (!parts || parts.some(({ result }) => !result)) return undefined;
  return parts.every(({ result }) => result === "approved") ? "approved" : "rejected";
}

function nextState(head: CaseHead, { to }: Transition, changed: Pick<CaseHead, "parts">): CaseState {
  if (to === "same") return head.state;
  if (to === "decided") return head.decision ?? "approved";
  if (to === "joined") return decisionOf(changed) ?? head.state;
  return to;
}

/** The case after a command, or why the lifecycle refuses it. Pure: no I/O, no clock, no randomness. */
export function decide(
  head: CaseHead,
  command: Command,
  now: string,
  calendar: Calendar,
): { head: CaseHead } | Refusal {
  const { action, actor } = command;
  const refusal = refusalOf(head, action, actor, command);
  if (refusal) return refusal;
  const transition = transitionOf(action);
  const changed = changesOf(action, { head, command, now, calendar });
  const state = nextState(head, transition, { ...head, ...changed });
  // A part that is not the last one leaves the clock of the whole alone.
  const effect = transition.to === "joined" && state === head.state ? undefined : transition.clock;
  const clock = runClock(head.clock, effect, now, {
    item: head.item,
    joint: head.parts !== undefined,
    calendar,
  });
  const changes = {
    ...changed,
    state,
    clock,
    ...(effect && { calendar: calendar.edition }),
    ...((state === "approved" || state === "rejected") && { decision: state }),
  };
  return { head: caseRecord.next(head, changes, stepOf(command, now)) };
}

type Said = Pick<Command, "actor" | "note" | "traceparent"> & { action: CaseAction; request?: RequestMark };

/** What the history keeps of it: a reason as words, everything else in detail. */
function stepOf({ action, actor: { role, id }, note = {}, traceparent, request }: Said, at: string) {
  const { reason, ...details } = note;
  return {
    event: transitionOf(action).event,
    at,
    trace: traceparent,
    actor: { role, id },
    ...(reason && { words: reason }),
    ...(Object.keys(details).length > 0 && { details }),
    ...(request && { request }),
  };
}

export type Opening = Pick<
  CaseHead,
  | "caseNumber"
  | "item"
  | "department"
  | "applicantId"
  | "handIn"
  | "receive"
  | "assistance"
  | "addressConfirmed"
  | "deferredUntil"
  | "parent"
  | "parts"
> & {
  action: OpeningAction;
  actor: Actor;
  channel: CaseHead["channel"];
  note?: CaseNote;
  /** The request that asked for it, by its key. */
  request?: RequestMark;
  traceparent: string;
};

/** The first record of a case: applied for (申报), or opened as a part of a joint matter. */
export function openCase(opening: Opening, now: string, calendar: Calendar): CaseHead {
  const { action, actor, note, request, traceparent, ...facts } = opening;
  const { to, clock: effect } = lifecycle[action];
  const { item, parts } = facts;
  const clock = runClock({ receivedAt: now, ...(item.originals && { waiting: true }) }, effect, now, {
    item,
    joint: parts !== undefined,
    calendar,
  });
  return caseRecord.first(
    { ...facts, state: to, calendar: calendar.edition, formRevision: 1, submittedAt: now, clock },
    stepOf({ action, actor, traceparent, ...(note && { note }), ...(request && { request }) }, now),
  );
}
