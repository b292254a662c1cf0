import type { CaseState } from "#events/case.ts";
import type { Calendar } from "#shared/calendar/working-days.ts";
import type { CaseHead } from "./case.ts";
import { runClock } from "./clock.ts";
import { chainStart, seal } from "./history.ts";
import {
  type ActorRole,
  type CaseAction,
  caseActions,
  type Guard,
  lifecycle,
  transitionOf,
} from "./lifecycle.ts";

export type Actor = { role: ActorRole; id: string; department?: string };

export type Command = {
  action: Exclude<CaseAction, "submit">;
  actor: Actor;
  /** Names this command for good: a repeat with the same key changes nothing. */
  key?: string;
  note?: { reason?: string; materials?: string[] };
  /** The revision of the application that the command brings along. */
  formRevision?: number;
  traceparent: string;
};

export type Refusal = { refused: "action" | "guard" | "role"; guard?: Guard };

const guards: Record<Guard, (head: CaseHead) => boolean> = {
  instantItem: (head) => head.item.instant,
  originalsPresent: (head) => !head.item.originals || head.originalsAt !== undefined,
  receiveByCourier: (head) => head.receive === "courier",
  receiveWithoutCourier: (head) => head.receive !== "courier",
  notExtended: (head) => !head.clock.extended,
};

const keysRemembered = 4;

/** Citizens act on their own case, staff of an office on their department's, supervisors and the system on all. */
export function mayActOn(head: CaseHead, actor: Actor): boolean {
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

function refusalOf(head: CaseHead, action: CaseAction, actor: Actor): Refusal | undefined {
  const transition = transitionOf(action);
  if (transition.from === "none" || !transition.from.includes(head.state)) return { refused: "action" };
  if (!transition.roles.includes(actor.role) || !mayActOn(head, actor)) return { refused: "role" };
  if (transition.guard && !guards[transition.guard](head))
    return { refused: "guard", guard: transition.guard };
  return undefined;
}

/** What this person could do with this case now. */
export const allowedActions = (head: CaseHead, actor: Actor): CaseAction[] =>
  caseActions.filter((action) => !refusalOf(head, action, actor));

function nextState(head: CaseHead, action: CaseAction): CaseState {
  const { to } = transitionOf(action);
  if (to === "same") return head.state;
  if (to === "decided") return head.decision ?? "approved";
  return to;
}

/** The case after a command, or why the lifecycle refuses it. Pure: no I/O, no clock, no randomness. */
export function decide(
  head: CaseHead,
  command: Command,
  now: string,
  calendar: Calendar,
): { head: CaseHead } | Refusal {
  const { action, actor, key, note, formRevision, traceparent } = command;
  const refusal = refusalOf(head, action, actor);
  if (refusal) return refusal;
  const state = nextState(head, action);
  const { eventHash, ...before } = head;
  const next = {
    ...before,
    ...(formRevision && { formRevision }),
    state,
    version: head.version + 1,
    clock: runClock(head.clock, transitionOf(action).clock, head.item, now, calendar),
    ...(action === "receiveOriginals" && { originalsAt: head.originalsAt ?? now }),
    ...((state === "approved" || state === "rejected") && { decision: state }),
    recentKeys: key ? [...head.recentKeys, key].slice(-keysRemembered) : head.recentKeys,
    lastEvent: {
      action,
      from: head.state,
      at: now,
      actor: { role: actor.role, id: actor.id },
      trace: traceparent,
      ...(note && { note }),
    },
  };
  return { head: seal(next, eventHash) };
}

export type Submission = {
  caseNumber: string;
  item: CaseHead["item"];
  calendarEdition: string;
  department: string;
  applicantId: string;
  actor: Actor;
  handIn: CaseHead["handIn"];
  receive: CaseHead["receive"];
  mark: CaseHead["submission"];
  traceparent: string;
};

/** The first record of a case (申报). */
export function openCase(submission: Submission, now: string, calendar: Calendar): CaseHead {
  const { item, actor } = submission;
  const clock = runClock({ receivedAt: now }, lifecycle.submit.clock, item, now, calendar);
  return seal(
    {
      caseNumber: submission.caseNumber,
      state: "submitted",
      version: 1,
      item,
      calendar: submission.calendarEdition,
      department: submission.department,
      applicantId: submission.applicantId,
      channel: actor.role === "clerk" ? "window" : "online",
      handIn: submission.handIn,
      receive: submission.receive,
      formRevision: 1,
      submittedAt: now,
      clock,
      submission: submission.mark,
      recentKeys: [],
      lastEvent: {
        action: "submit",
        from: null,
        at: now,
        actor: { role: actor.role, id: actor.id },
        trace: submission.traceparent,
      },
    },
    chainStart,
  );
}
