import {
  type Calendar,
  type Deadline,
  daysBetween,
  deadlineAfter,
  type Limit,
  subtractWorkingDays,
} from "#shared/kernel/calendar/working-days.ts";
import { type CaseClock, nextDueAt } from "./case.ts";
import type { CaseHead } from "./record.ts";

/** What an action does to the legal clock. */
export type ClockEffect =
  | "receive"
  | "originals"
  | "ask"
  | "start"
  | "startAtReceipt"
  | "pause"
  | "resume"
  | "extend"
  | "decide"
  | "reopen"
  | "stop"
  | "warnYellow"
  | "warnRed"
  | "recalculate";

/** 行政许可法 Art. 32: what is missing is told once, within 5 working days of receipt. */
export const noticeLimit: Limit = { days: 5, unit: "workingDay" };
/** How long the applicant may take to answer; no law says, so it is ours. */
export const answerLimit: Limit = { days: 15, unit: "workingDay" };
/** Art. 44: the decision is delivered within 10 working days. */
export const deliveryLimit: Limit = { days: 10, unit: "workingDay" };
/** Art. 42: once, by the head of the organ; for joint handling by the head of the government. */
export const extensionDays = (joint: boolean): number => (joint ? 15 : 10);

type Item = CaseHead["item"];

/** Working days before a deadline at which the yellow warning is given; undefined: too short for one. */
const yellowDays = ({ days }: Limit): number | undefined => (days >= 10 ? 3 : days >= 3 ? 1 : undefined);

/** What happened to a clock; every deadline follows from this, the item's limits and the calendar. */
type Milestones = Omit<
  CaseClock,
  "noticeDueAt" | "answerDueAt" | "dueAt" | "promisedDueAt" | "deliverDueAt" | "nextCheckAt" | "provisional"
>;

function milestonesOf(clock: CaseClock): Milestones {
  const { noticeDueAt, answerDueAt, dueAt, promisedDueAt, deliverDueAt, nextCheckAt, provisional, ...rest } =
    clock;
  return rest;
}

type Reckoning = { item: Item; joint: boolean; calendar: Calendar };

export const pausedDays = (
  calendar: Calendar,
  pauses: CaseClock["pauses"] = [],
  unit: Limit["unit"],
): number => pauses.reduce((sum, [from, to]) => sum + daysBetween(calendar, from, to, unit), 0);

/** A limit with its suspensions: the days of those are not counted (Art. 45). */
const withPauses = (calendar: Calendar, startedAt: string, limit: Limit, pauses: CaseClock["pauses"]) =>
  deadlineAfter(calendar, startedAt, {
    ...limit,
    days: limit.days + pausedDays(calendar, pauses, limit.unit),
  });

function runningLimits(
  startedAt: string,
  { extended, pauses }: Milestones,
  { item, joint, calendar }: Reckoning,
) {
  const days = item.legal.days + (extended ? extensionDays(joint) : 0);
  const legal = withPauses(calendar, startedAt, { ...item.legal, days }, pauses);
  const promised = withPauses(calendar, startedAt, item.promised, pauses);
  return { legal, dueAt: legal.dueAt, promisedDueAt: promised.dueAt };
}

/** The deadline that counts now, and the limit that it comes from. */
function phaseOf(happened: Milestones, legal: Deadline | undefined, { item, calendar }: Reckoning) {
  const { decidedAt, askedAt, receivedAt } = happened;
  const phase = (name: "deliverDueAt" | "answerDueAt" | "noticeDueAt", from: string, limit: Limit) => {
    const deadline = deadlineAfter(calendar, from, limit);
    return { deadline, limit, deadlines: { [name]: deadline.dueAt } };
  };
  if (decidedAt) return phase("deliverDueAt", decidedAt, deliveryLimit);
  if (legal) return { deadline: legal, limit: item.legal, deadlines: {} };
  return askedAt ? phase("answerDueAt", askedAt, answerLimit) : phase("noticeDueAt", receivedAt, noticeLimit);
}

/** When the law's own clock looks next: at the yellow warning, then at the deadline, then no more. */
function nextCheckAtOf(
  { warned, askedAt, startedAt }: Milestones,
  dueAt: string,
  limit: Limit,
  calendar: Calendar,
) {
  if (warned === "red") return undefined;
  const answering = askedAt !== undefined && startedAt === undefined;
  const days = warned || answering ? undefined : yellowDays(limit);
  return days === undefined ? dueAt : subtractWorkingDays(calendar, dueAt, days);
}

/** The deadlines that follow from what happened. The same milestones give the same deadlines. */
function computeDeadlines(happened: Milestones, reckoning: Reckoning): CaseClock {
  const { startedAt, pausedAt, decidedAt, stoppedAt, waiting } = happened;
  const limits = startedAt ? runningLimits(startedAt, happened, reckoning) : undefined;
  const running = limits ? { dueAt: limits.dueAt, promisedDueAt: limits.promisedDueAt } : {};
  // Ended before anything was accepted: no deadline is left to tell of.
  if (stoppedAt && !limits && !decidedAt) return happened;
  const { deadline, limit, deadlines } = phaseOf(happened, limits?.legal, reckoning);
  const silent = stoppedAt || waiting || (pausedAt && !decidedAt);
  const nextCheckAt = silent ? undefined : nextCheckAtOf(happened, deadline.dueAt, limit, reckoning.calendar);
  return {
    ...happened,
    ...running,
    ...deadlines,
    ...(deadline.provisional && { provisional: true }),
    ...(nextCheckAt && { nextCheckAt }),
  };
}

/** A suspension that lasts ends now. */
export const resumed = ({ pausedAt, ...running }: Milestones, now: string): Milestones =>
  pausedAt ? { ...running, pauses: [...(running.pauses ?? []), [pausedAt, now]] } : running;

function happen(clock: CaseClock, effect: ClockEffect, now: string): Milestones {
  const before = milestonesOf(clock);
  switch (effect) {
    case "receive":
      return { receivedAt: now, ...(clock.waiting && { waiting: true }) };
    case "originals": {
      const { waiting: _arrived, ...here } = before;
      return clock.askedAt ? here : { receivedAt: now };
    }
    case "ask":
      return { ...before, askedAt: now };
    case "start":
      return { receivedAt: clock.receivedAt, startedAt: now };
    case "startAtReceipt":
      return { receivedAt: clock.receivedAt, startedAt: clock.receivedAt };
    case "pause":
      return { ...before, pausedAt: now };
    case "resume":
      return resumed(before, now);
    case "extend":
      return { ...before, extended: true };
    case "decide":
      // A suspension that the decision ends counts as over.
      return { ...resumed(before, now), decidedAt: now };
    case "reopen": {
      const { stoppedAt: _failed, ...open } = before;
      return open;
    }
    case "stop":
      return { ...before, stoppedAt: now };
    case "warnYellow":
      return { ...before, warned: "yellow" };
    case "warnRed":
      return { ...before, warned: "red" };
    case "recalculate":
      return before;
  }
}

/**
 * What an action does to the clocks of a case. Pure: `now` and the calendar are given. A deadline that moves is
 * warned of anew.
 */
export function runClock(
  clock: CaseClock,
  effect: ClockEffect | undefined,
  now: string,
  reckoning: Reckoning,
): CaseClock {
  if (!effect) return clock;
  const happened = happen(clock, effect, now);
  const next = computeDeadlines(happened, reckoning);
  if (!happened.warned || nextDueAt(clock) === nextDueAt(next)) return next;
  const { warned: _ofTheOldDeadline, ...unwarned } = happened;
  return computeDeadlines(unwarned, reckoning);
}
