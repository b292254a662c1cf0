import type { CaseLimit } from "#events/case.ts";
import { type Calendar, deadlineAfter, type Limit } from "#shared/kernel/calendar/working-days.ts";
import type { CaseClock } from "./case.ts";
import type { CaseHead } from "./record.ts";

/** What an action does to the legal clock. */
export type ClockEffect =
  | "awaitParties"
  | "receive"
  | "originals"
  | "ask"
  | "serve"
  | "start"
  | "startAtReceipt"
  | "pause"
  | "resume"
  | "extend"
  | "forward"
  | "decide"
  | "reopen"
  | "stop"
  | "warnYellow"
  | "warnRed"
  | "recalculate";

/** Where the clock keeps the deadlines that it is asked for. */
export type DeadlineField =
  | "confirmDueAt"
  | "noticeDueAt"
  | "answerDueAt"
  | "dueAt"
  | "promisedDueAt"
  | "deliverDueAt"
  | "upperDueAt";

/** What happened to a clock; every deadline follows from this, the item's limits and the calendar. */
export type Milestones = Omit<CaseClock, DeadlineField | "nextCheckAt" | "provisional">;

export function milestonesOf(clock: CaseClock): Milestones {
  const {
    confirmDueAt,
    noticeDueAt,
    answerDueAt,
    dueAt,
    promisedDueAt,
    deliverDueAt,
    upperDueAt,
    nextCheckAt,
    provisional,
    ...rest
  } = clock;
  return rest;
}

/** `deferredUntil`: the day (yyyy-MM-dd) by which what was deferred has to come. */
export type ClockInputs = Pick<CaseHead, "item" | "deferredUntil" | "urging"> & { calendar: Calendar };

/** A suspension that lasts ends now. */
export const resumed = (
  { pausedAt, pausedUntil: _announced, ...running }: Milestones,
  now: string,
): Milestones => (pausedAt ? { ...running, pauses: [...(running.pauses ?? []), [pausedAt, now]] } : running);

/**
 * Nobody listed in time what is missing: the case counts as accepted from the day of receipt (行政许可法 Art. 32). Never
 * by a date that may still move.
 */
export const isDeemedAccepted = (clock: CaseClock, now: string): boolean => {
  const { noticeDueAt, startedAt, stoppedAt, waiting, provisional } = clock;
  return (
    !startedAt && !stoppedAt && !waiting && !provisional && noticeDueAt !== undefined && noticeDueAt < now
  );
};

export type ClockStep = {
  effect: ClockEffect;
  /** Which limit a warning is about. */
  limit?: CaseLimit | undefined;
  /** How long a suspension is announced to take. */
  expected?: Limit | undefined;
  /** When the notice of what is missing was served. */
  servedAt?: string | undefined;
};

/** What has happened to a clock after this step. */
export function milestonesAfter(
  clock: CaseClock,
  { effect, limit, expected, servedAt }: ClockStep,
  now: string,
  { item, calendar }: ClockInputs,
): Milestones {
  const before = milestonesOf(clock);
  const { marks } = before;
  const kept = marks && { marks };
  switch (effect) {
    case "awaitParties":
      return { ...before, unconfirmed: true };
    case "receive":
      return { receivedAt: now, ...(clock.waiting && { waiting: true }), ...kept };
    case "originals": {
      const { waiting: _arrived, ...here } = before;
      return clock.askedAt ? here : { receivedAt: now, ...kept };
    }
    case "ask":
      return { ...before, askedAt: now };
    case "serve": {
      const { askedAt, startedAt } = before;
      // What was proved first counts; a later proof of the same moves nothing.
      if (!servedAt || !askedAt || startedAt || before.servedAt) return before;
      return { ...before, servedAt: servedAt > askedAt ? servedAt : askedAt };
    }
    case "start":
    case "startAtReceipt": {
      const { receivedAt } = clock;
      const atReceipt = effect === "startAtReceipt" || isDeemedAccepted(clock, now);
      return { receivedAt, startedAt: atReceipt ? receivedAt : now, ...kept };
    }
    case "pause": {
      const { suspension: _earlier, ...others } = marks ?? {};
      const announced = expected && { pausedUntil: deadlineAfter(calendar, now, expected).dueAt };
      return { ...before, marks: others, pausedAt: now, ...announced };
    }
    case "resume":
      return resumed(before, now);
    case "extend":
      return { ...before, ...(item.extension && { extension: item.extension }) };
    case "forward":
      return { ...before, forwardedAt: now };
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
    case "warnRed":
      return limit
        ? { ...before, marks: { ...marks, [limit]: effect === "warnRed" ? "red" : "yellow" } }
        : before;
    case "recalculate":
      return before;
  }
}
