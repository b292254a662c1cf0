import urgingPolicy from "#data/urging-policy.json" with { type: "json" };
import type { CaseLimit, CaseState } from "#events/case.ts";
import {
  type Calendar,
  dayOf,
  deadlineAfter,
  limitCode,
  limitOf,
} from "#shared/kernel/calendar/working-days.ts";
import type { RecordOf } from "#shared/kernel/records/record.ts";
import { runClock } from "./clock.ts";
import { type Command, nameInCase } from "./command.ts";
import { blockDependants } from "./joint.ts";
import { type CommandAction, commandActions, rowOf } from "./lifecycle-table.ts";
import { owedWith } from "./look-ups.ts";
import type { ClockEffect, ClockStep } from "./milestones.ts";
import { type CaseNote, type Examination, serviceMoment } from "./notes.ts";
import { confirmedBy, hasUnconfirmedParty, withdrawingAlso } from "./parties.ts";
import type { CaseHead } from "./record.ts";
import { isDecidedAnew } from "./remedies.ts";
import { endStates } from "./states.ts";

/** A command with the day that it falls on. */
export type AcceptedCommand = Command & { now: string; calendar: Calendar };
type Own = Partial<Omit<CaseHead, keyof RecordOf<unknown>>>;

export const clockEffects: Partial<Record<CommandAction, ClockEffect>> = {
  confirmApplication: "receive",
  declineApplication: "stop",
  expireApplication: "stop",
  receiveOriginals: "originals",
  requestSupplement: "ask",
  recordService: "serve",
  supplement: "receive",
  lapse: "stop",
  accept: "start",
  deemAccepted: "startAtReceipt",
  refuse: "stop",
  suspend: "pause",
  resume: "resume",
  extend: "extend",
  forwardUp: "forward",
  recordUpperDecision: "decide",
  approve: "decide",
  reject: "decide",
  decideOnTheSpot: "decide",
  recordPart: "decide",
  endPart: "stop",
  handOver: "stop",
  collect: "stop",
  failDelivery: "reopen",
  withdraw: "stop",
  terminate: "stop",
  markNearDue: "warnYellow",
  markOverdue: "warnRed",
  urge: "recalculate",
  answerUrging: "recalculate",
  recalculate: "recalculate",
};

/** What is still owed once these results are there. */
const lookedUp = ({ lookUps = [] }: CaseHead, { note }: AcceptedCommand): Own => {
  const owed = owedWith(lookUps, note);
  return { lookUps: owed.length > 0 ? owed : undefined };
};

const assigned = (_head: CaseHead, { note }: AcceptedCommand): Own => ({ handler: note?.assignee });

/** A joint matter is approved when every part is. */
function joined(head: CaseHead, { part }: AcceptedCommand): Own {
  const parts = blockDependants(
    (head.parts ?? []).map((one) => (one.code === part?.code ? { ...one, ...part } : one)),
  );
  if (parts.some(({ result }) => !result)) return { parts, state: head.state };
  const decision = parts.every(({ result }) => result === "approved") ? "approved" : "rejected";
  return { parts, decision, state: decision };
}

/** Received with the last one's confirmation; from then on it does not matter how long they had. */
function confirmed(head: CaseHead, { party = -1, actor }: AcceptedCommand): Own {
  const parties = confirmedBy(head, party, actor.id);
  if (hasUnconfirmedParty({ ...head, parties })) return { parties, state: head.state };
  const { confirmWithin: _over, ...item } = head.item;
  return { parties, item, state: "submitted" };
}

/** What actions change in the record beside the clock, and beside the state where the table says which. */
const fieldEffects: Partial<Record<CommandAction, (head: CaseHead, taken: AcceptedCommand) => Own>> = {
  confirmApplication: confirmed,
  askWithdrawal: (head, { actor }) => ({ withdrawing: withdrawingAlso(head, nameInCase(actor)) }),
  claim: (_head, { actor }) => ({ handler: actor.id }),
  assign: assigned,
  transfer: assigned,
  release: () => ({ handler: undefined }),
  receiveOriginals: ({ originalsAt }, { now }) => ({
    originalsAt: originalsAt ?? now,
    deliveryStalled: undefined,
  }),
  returnForChange: () => ({ advised: true }),
  requestSupplement: ({ formRevision, notices = 0 }) => ({
    noticeRevision: formRevision,
    notices: notices + 1,
  }),
  proposeExtension: (_head, { actor }) => ({ proposal: { kind: "extension", by: actor.id } }),
  extend: () => ({ proposal: undefined }),
  proposeFurtherNotice: (_head, { actor }) => ({ proposal: { kind: "furtherNotice", by: actor.id } }),
  confirmFurtherNotice: ({ proposal }) => (proposal ? { proposal: { ...proposal, confirmed: true } } : {}),
  declineProposal: () => ({ proposal: undefined }),
  accept: (head, taken) => ({ acceptedBy: taken.actor.id, ...lookedUp(head, taken) }),
  refuse: (_head, { note }) => (note?.refusal ? { refusal: { kind: note.refusal.kind } } : {}),
  requestFileTransfer: ({ refusal }) => (refusal ? { refusal: { ...refusal, file: "requested" } } : {}),
  transferFile: ({ refusal }) => (refusal ? { refusal: { ...refusal, file: "transferred" } } : {}),
  suspend: (_head, { note }) => (note?.suspension ? { suspension: { kind: note.suspension.kind } } : {}),
  resume: () => ({ suspension: undefined }),
  urge: (_head, { now, calendar }) => ({
    urging: {
      answerBy: dayOf(deadlineAfter(calendar, now, limitOf(urgingPolicy.answer)).dueAt),
      againFrom: dayOf(deadlineAfter(calendar, now, limitOf(urgingPolicy.again)).dueAt),
    },
  }),
  answerUrging: ({ urging }) => (urging ? { urging: { ...urging, answered: true } } : {}),
  askOpinion({ opinions = [] }, { note, now }) {
    const department = note?.opinion?.department;
    return department ? { opinions: [...opinions, { department, askedAt: now }] } : {};
  },
  giveOpinion: ({ opinions = [] }, { actor }) => ({
    opinions: opinions.map((opinion) =>
      opinion.department === actor.department ? { ...opinion, given: true as const } : opinion,
    ),
  }),
  recordUpperDecision(_head, { note }) {
    const { result, number } = note?.upperDecision ?? {};
    return result ? { state: result, decision: result, upperDocument: number } : {};
  },
  recordLookUp: lookedUp,
  recordRemedy: (_head, { note }) => (note?.remedy ? { remedy: { kind: note.remedy.kind } } : {}),
  recordRemedyOutcome({ remedy }, { note, actor }) {
    const { outcome, within, servedOn } = note?.remedyOutcome ?? {};
    if (!remedy || !outcome) return {};
    const { kind } = remedy;
    return {
      remedy: {
        kind,
        outcome,
        by: actor.id,
        ...(isDecidedAnew(outcome) && { from: servedOn, ...(within && { within: limitCode(within) }) }),
      },
    };
  },
  carryOutRemedy({ remedy }, { note }) {
    if (!remedy) return {};
    const { by: _recorder, ...same } = remedy;
    return { remedy: { ...same, carriedOut: true, ...(note?.anew && { anew: note.anew }) } };
  },
  recordExamination: ({ examinations = [] }, { note }) => {
    const examination = note?.examination;
    if (!examination) return {};
    const isOther = ({ kind, id }: Examination) => kind !== examination.kind || id !== examination.id;
    const known = examinations.find((one) => !isOther(one));
    if (known && known.version > examination.version) return {};
    return { examinations: [...examinations.filter(isOther), examination] };
  },
  approve: () => ({ decision: "approved" }),
  reject: () => ({ decision: "rejected" }),
  decideOnTheSpot: (head, taken) => ({ decision: "approved", ...lookedUp(head, taken) }),
  recordPart: joined,
  settleFee: (_head, { fee }) => ({ fee }),
  markDeliveryStalled: () => ({ deliveryStalled: true }),
  failDelivery: ({ decision = "approved", delivery }) => ({
    state: decision,
    delivery: { attempt: delivery?.attempt ?? 1, failed: true },
    deliveryStalled: undefined,
  }),
  confirmDelivery: () => ({ deliveryStalled: undefined }),
  correctPerson: (_head, { applicantId }) => (applicantId ? { applicantId } : {}),
  redeliver: ({ delivery }) => ({ delivery: { attempt: (delivery?.attempt ?? 1) + 1 } }),
};

/** From when on it counts as accepted, and as ended. */
export const marksOf = (
  { acceptedAt, endedAt, givenUpAt, clock }: Own,
  state: CaseState,
  now: string,
): Own => ({
  ...(!acceptedAt && (state === "accepted" || state === "approved") && { acceptedAt: now }),
  ...(!endedAt &&
    !givenUpAt &&
    endStates.includes(state) &&
    (clock?.unconfirmed ? { givenUpAt: now } : { endedAt: now })),
});

const clockStepOf = ({ limit, suspension, service }: CaseNote = {}): Omit<ClockStep, "effect"> => ({
  limit,
  servedAt: service?.document === "notice" ? serviceMoment(service) : undefined,
  expected: suspension && { days: suspension.expectedDays, unit: "workingDay" },
});

/** Another day by which something has to come is warned of anew. */
function unmarked({ marks, ...clock }: CaseHead["clock"], limit: CaseLimit): CaseHead["clock"] {
  const { [limit]: _before, ...others } = marks ?? {};
  return Object.keys(others).length > 0 ? { ...clock, marks: others } : clock;
}

function clockBefore(head: CaseHead, { deferredUntil, urging }: Pick<CaseHead, "deferredUntil" | "urging">) {
  const clock = deferredUntil === head.deferredUntil ? head.clock : unmarked(head.clock, "deferred");
  return urging?.answerBy === head.urging?.answerBy ? clock : unmarked(clock, "urging");
}

const withLimits = (
  { legal: _before, ...item }: CaseHead["item"],
  limits: Pick<CaseHead["item"], "legal" | "promised">,
): CaseHead["item"] => ({ ...item, ...limits });

function effectOf(action: CommandAction) {
  const { to } = rowOf(action);
  const [only] = to === "same" ? [] : to;
  return (head: CaseHead, taken: AcceptedCommand): Own => {
    const { form, note, now, calendar } = taken;
    const changed = fieldEffects[action]?.(head, taken) ?? {};
    // A part, or a confirmation, that is not the last one leaves the clock alone.
    const leaves = changed.state === head.state || (note?.service && note.service.document !== "notice");
    const effect = leaves ? undefined : clockEffects[action];
    const revised = form && {
      formRevision: form.revision,
      deferredUntil: form.deferredUntil,
      committed: form.committed,
      ...(form.parts && { parts: form.parts }),
      ...(form.limits && { item: withLimits(head.item, form.limits) }),
      ...(form.lookUps && { lookUps: form.lookUps.length > 0 ? form.lookUps : undefined }),
    };
    const { item, deferredUntil, urging } = { ...head, ...changed, ...revised };
    const state = changed.state ?? only ?? head.state;
    const step = effect ?? (revised ? "recalculate" : undefined);
    return {
      ...changed,
      // What was proposed in one state is done there, or not at all.
      ...(head.proposal && state !== head.state && { proposal: undefined }),
      ...marksOf(head, state, now),
      ...revised,
      ...(step && {
        calendar: calendar.edition,
        clock: runClock(
          clockBefore(head, { deferredUntil, urging }),
          { effect: step, ...clockStepOf(note) },
          now,
          { item, deferredUntil, urging, calendar },
        ),
      }),
    };
  };
}

export const effects = Object.fromEntries(
  commandActions.map((action) => [action, effectOf(action)]),
) as Record<CommandAction, ReturnType<typeof effectOf>>;
