import type { PublishedItem, ServiceItem } from "#shared/catalogue/public.ts";
import { type Calendar, limitCode } from "#shared/kernel/calendar/working-days.ts";
import { type Decision, decider } from "#shared/kernel/lifecycle/decide.ts";
import { defineLifecycle } from "#shared/kernel/lifecycle/lifecycle.ts";
import type { RequestMark } from "#shared/kernel/records/last-event.ts";
import type { RecordOf } from "#shared/kernel/records/record.ts";
import { runClock } from "./clock.ts";
import type { Actor, Command } from "./command.ts";
import { type AcceptedCommand, effects, marksOf } from "./effects.ts";
import { type DecisionContext, type Guard, guards } from "./guards.ts";
import { actions, type CommandAction, openings } from "./lifecycle-table.ts";
import type { CaseNote } from "./notes.ts";
import { type CaseHead, type CaseRow, caseRecord } from "./record.ts";
import { endStates, stateLabels } from "./states.ts";

/** The whole life of a case: checked when loaded, so that a faulty table neither builds nor starts. */
const lifecycle = defineLifecycle<CaseRow, DecisionContext>()({
  name: "a case",
  states: stateLabels,
  begins: ["submitted", "awaitingParties", "accepted"],
  ends: endStates,
  guards,
  actions,
});

/** What this person could do with this case now. */
export const allowedActions = (head: CaseRow, actor: Actor, now: string): CommandAction[] =>
  lifecycle.allowedActions(head, actor, { department: actor.department, as: actor.as, now });

/** Who has to be another person than whoever takes an action. */
export const { needsAnother, apartFrom } = lifecycle;

type StepContext = { actor: Actor; note?: CaseNote; request?: RequestMark; traceparent: string };

/** What the history keeps of it: a reason as words, everything else in detail. */
function stepOf({ actor: { role, id }, note = {}, traceparent, request }: StepContext, at: string) {
  const { reason, ...details } = note;
  return {
    at,
    trace: traceparent,
    actor: { role, id },
    ...(reason && { words: reason }),
    ...(Object.keys(details).length > 0 && { details }),
    ...(request && { request }),
  };
}

const next = decider(caseRecord, lifecycle)<Record<CommandAction, AcceptedCommand>>(effects);

/** The case after a command, or why the lifecycle refuses it. Pure: no I/O, no clock, no randomness. */
export function decide(
  head: CaseHead,
  command: Command,
  now: string,
  calendar: Calendar,
): Decision<CaseHead, CommandAction, Guard> {
  const { action, actor } = command;
  const body = { ...command, now, calendar };
  const { department, as } = actor;
  const around = { department, as, command, ownAccounts: command.ownAccounts, now };
  const decision = next(head, action, { ...stepOf(command, now), body }, around);
  if ("record" in decision) return decision;
  return { refused: { ...decision.refused, allowedActions: allowedActions(head, actor, now) } };
}

/** The item's limits, as one's situation leaves them. */
export const frozenLimits = ({
  legalLimit,
  promisedLimit,
}: Pick<ServiceItem, "legalLimit" | "promisedLimit">): Pick<CaseHead["item"], "legal" | "promised"> => ({
  ...(legalLimit.unit !== "none" && { legal: limitCode(legalLimit) }),
  promised: limitCode(promisedLimit),
});

/** What a case keeps of its item for good: later versions of the item change nothing in it. */
export function frozenItem(
  { item, version, extension, examination = [] }: PublishedItem,
  handIn: CaseHead["handIn"],
): CaseHead["item"] {
  const procedures = item.specialProcedures.map(({ kind, maxDays }) => ({ kind, maxDays }));
  return {
    code: item.itemCode,
    version,
    ...(item.kind === "instant" && { instant: true }),
    ...frozenLimits(item),
    ...(extension && { extension: limitCode(extension.limit) }),
    ...(extension?.approver === "government" && { approver: extension.approver }),
    ...(procedures.length > 0 && { procedures }),
    ...(item.review && {
      review: { ...(item.review.limit && { limit: limitCode(item.review.limit) }) },
    }),
    ...(examination.length > 0 && { examination }),
    ...(handIn === "courier" && { originals: true }),
    ...(item.fee.dueBefore && { fee: item.fee.dueBefore }),
    ...(item.deferral?.missed === "terminate" && { endsUnsupplied: true }),
    ...(item.separateDecider && { separateDecider: true }),
  };
}

type Begun = "state" | "calendar" | "formRevision" | "submittedAt" | "clock";
export type NewCase = Omit<CaseHead, Begun | keyof RecordOf<unknown>> &
  StepContext & { action: keyof typeof openings };

/** The first record of a case: applied for (申报), or opened as a part of a joint matter. */
export function openCase(
  opening: NewCase,
  now: string,
  calendar: Calendar,
  /** From when its clock counts: a part's from when the whole's does. */
  receivedAt = now,
): CaseHead {
  const { action, actor, note, request, traceparent, ...facts } = opening;
  const { to, event, clock: effect } = openings[action];
  const { item } = facts;
  const marks = marksOf({}, to, now);
  const received = { receivedAt, ...(item.originals && { waiting: true as const }) };
  const clock = runClock(received, { effect }, receivedAt, {
    item,
    deferredUntil: facts.deferredUntil,
    urging: facts.urging,
    calendar,
  });
  return caseRecord.first(
    { ...facts, ...marks, state: to, calendar: calendar.edition, formRevision: 1, submittedAt: now, clock },
    { event, ...stepOf(opening, now) },
  );
}
