import type { CaseState } from "#events/case.ts";
import type { Calendar } from "#shared/kernel/calendar/working-days.ts";
import type { RequestMark } from "#shared/kernel/records/last-event.ts";
import {
  type CaseAction,
  type CommandAction,
  lifecycle,
  type OpeningAction,
  transitionOf,
} from "./actions.ts";
import type { CaseNote } from "./case.ts";
import { runClock } from "./clock.ts";
import type { Actor, Command } from "./command.ts";
import { changesOf } from "./effects.ts";
import { isTheirs, isWaitingFor } from "./guards.ts";
import { caseLifecycle } from "./lifecycle.ts";
import { type CaseHead, type CaseRow, caseRecord } from "./record.ts";
import { endStates } from "./states.ts";
import type { Guard, Transition } from "./transition.ts";

export type Refusal =
  | { refused: "action" }
  | { refused: "role" }
  | { refused: "guard"; guard: Guard; toldTooLate?: string[] };

export const mayActOn = (head: CaseRow, actor: Actor): boolean => isTheirs(head, actor, actor.department);

/** Reviewers of a department that was asked for its opinion see the case while they are asked. */
export const mayRead = (head: CaseRow, actor: Actor): boolean =>
  mayActOn(head, actor) || (actor.role === "reviewer" && isWaitingFor(head, actor.department));

function refusalOf(head: CaseRow, command: Command): Refusal | undefined {
  const { action, actor, toldTooLate } = command;
  const around = { department: actor.department, command };
  const found = caseLifecycle.refusal(head, action, actor, around);
  if (!found) return undefined;
  if (found.kind !== "guard") return { refused: found.kind === "state" ? "action" : "role" };
  const { guard } = found;
  // Another office has no part in the case, as a role has none in an action.
  if (guard === "theirs" || guard === "asked") return { refused: "role" };
  return { refused: "guard", guard, ...(guard === "toldAtOnce" && toldTooLate && { toldTooLate }) };
}

/** What this person could do with this case now. */
export const allowedActions = (head: CaseRow, actor: Actor): CommandAction[] =>
  caseLifecycle.allowedActions(head, actor, { department: actor.department });

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

/** From when on it counts as accepted, and as ended. */
const marksOf = ({ acceptedAt, endedAt }: Partial<CaseHead>, state: CaseState, now: string) => ({
  ...(!acceptedAt && (state === "accepted" || state === "approved") && { acceptedAt: now }),
  ...(!endedAt && endStates.includes(state) && { endedAt: now }),
});

/** The case after a command, or why the lifecycle refuses it. Pure: no I/O, no clock, no randomness. */
export function decide(
  head: CaseHead,
  command: Command,
  now: string,
  calendar: Calendar,
): { head: CaseHead } | Refusal {
  const { action } = command;
  const refusal = refusalOf(head, command);
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
    ...marksOf(head, state, now),
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
    {
      ...facts,
      ...marksOf({}, to, now),
      state: to,
      calendar: calendar.edition,
      formRevision: 1,
      submittedAt: now,
      clock,
    },
    stepOf({ action, actor, traceparent, ...(note && { note }), ...(request && { request }) }, now),
  );
}
