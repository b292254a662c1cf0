import { type CaseLimit, caseLimits } from "#events/case.ts";
import {
  type Calendar,
  type DayUnit,
  daysBetween,
  deadlineAfter,
  endOfDay,
  type Limit,
  limitOf,
  subtractWorkingDays,
} from "#shared/kernel/calendar/working-days.ts";
import type { CaseClock } from "./case.ts";
import {
  type ClockInputs,
  type ClockStep,
  type DeadlineField,
  type Milestones,
  milestonesAfter,
  milestonesOf,
} from "./milestones.ts";

/** 行政许可法 Art. 32: what is missing is listed once, within 5 working days of receipt. */
export const noticeLimit: Limit = { days: 5, unit: "workingDay" };
/** How long the applicant may take to answer; no law says, so it is ours. */
export const answerLimit: Limit = { days: 15, unit: "workingDay" };
/** Art. 44: the decision is delivered within 10 working days. */
export const deliveryLimit: Limit = { days: 10, unit: "workingDay" };

/** Whoever deferred a material hears of it three working days before it has to be there. */
const remindedThreeDaysBefore: Limit = { days: 10, unit: "workingDay" };
/** However long a suspension is announced to take. */
const warnedADayBefore: Limit = { days: 3, unit: "workingDay" };

/** Working days before a deadline at which the yellow warning is given; undefined: too short for one. */
function yellowDays(limit: Limit): number | undefined {
  if ("months" in limit || limit.days >= 10) return 3;
  return limit.days >= 3 ? 1 : undefined;
}

/** In which unit the days of a suspension are not counted. */
export const unitOf = (limit: Limit): DayUnit => ("months" in limit ? "calendarDay" : limit.unit);

export const pausedDays = (calendar: Calendar, pauses: CaseClock["pauses"] = [], unit: DayUnit): number =>
  pauses.reduce((sum, [from, to]) => sum + daysBetween(calendar, from, to, unit), 0);

/** A limit that a case runs against now, or ran against. */
export type RunningLimit = { name: CaseLimit; limit: Limit; dueAt: string; provisional: boolean };

/** The limits for the decision, as promised and by law, without the days of suspensions (Art. 45). */
function decisionLimits(happened: Milestones, { item, calendar }: ClockInputs): RunningLimit[] {
  const { startedAt, receivedAt, extension, pauses, unconfirmed } = happened;
  // What is decided on the spot is due with its receipt, accepted or not.
  const from = startedAt ?? (item.instant && !unconfirmed ? receivedAt : undefined);
  if (!from) return [];
  const ending = (name: CaseLimit, code: string | undefined, ...more: Limit[]): RunningLimit[] => {
    if (!code) return [];
    const limit = limitOf(code);
    const unit = unitOf(limit);
    const paused = { days: pausedDays(calendar, pauses, unit), unit };
    return [{ name, limit, ...deadlineAfter(calendar, from, limit, paused, ...more) }];
  };
  return [
    ...ending("promise", item.promised),
    ...ending("law", item.legal, ...(extension ? [limitOf(extension)] : [])),
  ];
}

/**
 * Before receipt the others confirm; until acceptance the office tells what is missing, or waits for the answer; an
 * upper organ decides; after the decision it is delivered.
 */
function stepLimit(happened: Milestones, { item, calendar }: ClockInputs): RunningLimit | undefined {
  const { decidedAt, forwardedAt, startedAt, askedAt, servedAt, receivedAt, unconfirmed } = happened;
  const from = (name: CaseLimit, since: string, limit: Limit) => ({
    name,
    limit,
    ...deadlineAfter(calendar, since, limit),
  });
  if (unconfirmed)
    return item.confirmWithin ? from("parties", receivedAt, limitOf(item.confirmWithin)) : undefined;
  if (decidedAt) return from("delivery", decidedAt, deliveryLimit);
  // The office's own time ended with its first review (Art. 43).
  const upper = item.review?.limit;
  if (forwardedAt) return upper === undefined ? undefined : from("upper", forwardedAt, limitOf(upper));
  if (startedAt) return undefined;
  return askedAt ? from("answer", servedAt ?? askedAt, answerLimit) : from("notice", receivedAt, noticeLimit);
}

/** The field of the clock in which a limit's deadline stands; the others' follow from what began them. */
const deadlineFields: Partial<Record<CaseLimit, DeadlineField>> = {
  parties: "confirmDueAt",
  notice: "noticeDueAt",
  answer: "answerDueAt",
  promise: "promisedDueAt",
  law: "dueAt",
  delivery: "deliverDueAt",
  upper: "upperDueAt",
};

/** What the applicant promised to bring (容缺后补) while the office goes on. */
const deferredLimits = ({ deferredUntil }: ClockInputs): RunningLimit[] =>
  deferredUntil
    ? [
        {
          name: "deferred",
          limit: remindedThreeDaysBefore,
          dueAt: endOfDay(deferredUntil),
          provisional: false,
        },
      ]
    : [];

/** The answer to an urging that waits for one: yellow from the day of the urging, red after the day of the answer. */
const urgingLimits = ({ urging }: ClockInputs): RunningLimit[] =>
  urging && !urging.answered
    ? [{ name: "urging", limit: warnedADayBefore, dueAt: endOfDay(urging.answerBy), provisional: false }]
    : [];

/** The limits that run: while a clock stands still or is stopped, none but the suspension's own. */
function running(happened: Milestones, limits: RunningLimit[], inputs: ClockInputs): RunningLimit[] {
  const { stoppedAt, waiting, pausedAt, pausedUntil, decidedAt, forwardedAt, askedAt, startedAt } = happened;
  if (stoppedAt) return [];
  if (happened.unconfirmed) return limits.filter(({ name }) => name === "parties");
  if (waiting) return [];
  const urged = urgingLimits(inputs);
  if (decidedAt) return [...limits.filter(({ name }) => name === "delivery"), ...urged];
  if (forwardedAt) return [...limits.filter(({ name }) => name === "upper"), ...urged];
  if (askedAt && !startedAt) return [...limits.filter(({ name }) => name === "answer"), ...urged];
  const deferred = [...deferredLimits(inputs), ...urged];
  if (!pausedAt) return [...limits, ...deferred];
  const announced = pausedUntil && { dueAt: pausedUntil, limit: warnedADayBefore, provisional: false };
  return [...(announced ? [{ name: "suspension" as const, ...announced }] : []), ...deferred];
}

/** When a limit is looked at next: at the yellow warning, then at its end, then no more. */
function checkAt({ name, limit, dueAt }: RunningLimit, { marks }: Milestones, calendar: Calendar) {
  const mark = marks?.[name];
  if (mark === "red") return undefined;
  const days = mark || name === "answer" ? undefined : yellowDays(limit);
  return days === undefined ? dueAt : subtractWorkingDays(calendar, dueAt, days);
}

/** The limits that have to be looked at by now, the most urgent first. */
export function limitsToCheck(clock: CaseClock, now: string, inputs: ClockInputs): RunningLimit[] {
  const happened = milestonesOf(clock);
  return running(happened, limitsOf(happened, inputs), inputs)
    .filter((limit) => (checkAt(limit, happened, inputs.calendar) ?? "9") <= now)
    .sort((a, b) => (a.dueAt < b.dueAt ? -1 : 1));
}

function limitsOf(happened: Milestones, inputs: ClockInputs): RunningLimit[] {
  const step = stepLimit(happened, inputs);
  return [...decisionLimits(happened, inputs), ...(step ? [step] : [])];
}

/** The deadlines that follow from what happened. The same milestones give the same deadlines. */
function computeDeadlines(happened: Milestones, inputs: ClockInputs): CaseClock {
  // Ended before anything was accepted: no deadline is left to tell of.
  if (happened.stoppedAt && !happened.startedAt && !happened.decidedAt) return happened;
  const limits = limitsOf(happened, inputs);
  const now = running(happened, limits, inputs);
  const [nextCheckAt] = now.flatMap((limit) => checkAt(limit, happened, inputs.calendar) ?? []).sort();
  const deadlines = limits.flatMap(({ name, dueAt }) => {
    const field = deadlineFields[name];
    return field ? [[field, dueAt]] : [];
  });
  const counted = happened.decidedAt || happened.forwardedAt ? now : limits;
  return {
    ...happened,
    ...Object.fromEntries(deadlines),
    ...(counted.some(({ provisional }) => provisional) && { provisional: true }),
    ...(nextCheckAt && { nextCheckAt }),
  };
}

/** A deadline that moved is warned of anew. A red mark stays, unless the calendar itself was put right. */
function marksLeft(
  marks: NonNullable<CaseClock["marks"]>,
  before: CaseClock,
  after: CaseClock,
  redToo: boolean,
) {
  return Object.fromEntries(
    caseLimits.flatMap((name) => {
      const field = deadlineFields[name];
      const moved = field !== undefined && before[field] !== after[field];
      return marks[name] && (!moved || (marks[name] === "red" && !redToo)) ? [[name, marks[name]]] : [];
    }),
  );
}

/** What an action does to the clocks of a case. Pure: `now` and the calendar are given. */
export function runClock(
  clock: CaseClock,
  step: ClockStep | undefined,
  now: string,
  inputs: ClockInputs,
): CaseClock {
  if (!step) return clock;
  const { marks, ...happened } = milestonesAfter(clock, step, now, inputs);
  const unmarked = computeDeadlines(happened, inputs);
  const left = marksLeft(marks ?? {}, clock, unmarked, step.effect === "recalculate");
  return Object.keys(left).length > 0 ? computeDeadlines({ ...happened, marks: left }, inputs) : unmarked;
}
