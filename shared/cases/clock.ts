import { type Calendar, daysBetween, deadlineAfter } from "#shared/calendar/working-days.ts";
import type { CaseClock, CaseHead } from "./case.ts";
import type { ClockEffect } from "./lifecycle.ts";

/** 行政许可法 Art. 32: what is missing is told once, within 5 working days of receipt. */
export const noticeLimit = { days: 5, unit: "workingDay" } as const;
/** 行政许可法 Art. 42: 10 working days more, once, by the head of the organ. */
const extensionDays = 10;

const provisional = (
  ...deadlines: { provisional: boolean }[]
): { provisional: true } | Record<never, never> =>
  deadlines.some((deadline) => deadline.provisional) ? { provisional: true } : {};

/** What an action does to the clocks of a case. Pure: `now` and the calendar are given. */
export function runClock(
  clock: CaseClock,
  effect: ClockEffect | undefined,
  item: CaseHead["item"],
  now: string,
  calendar: Calendar,
): CaseClock {
  switch (effect) {
    case undefined:
      return clock;
    case "receive": {
      const notice = deadlineAfter(calendar, now, noticeLimit);
      return { receivedAt: now, noticeDueAt: notice.dueAt, ...provisional(notice) };
    }
    case "start":
    case "startAtReceipt": {
      const startedAt = effect === "start" ? now : clock.receivedAt;
      const legal = deadlineAfter(calendar, startedAt, item.legal);
      const promised = deadlineAfter(calendar, startedAt, item.promised);
      return {
        receivedAt: clock.receivedAt,
        startedAt,
        dueAt: legal.dueAt,
        promisedDueAt: promised.dueAt,
        ...provisional(legal, promised),
      };
    }
    case "pause":
      return { ...clock, pausedAt: now };
    case "resume": {
      const { pausedAt, ...running } = clock;
      if (!pausedAt) return clock;
      const longer = (dueAt: string | undefined, unit: "workingDay" | "calendarDay") =>
        dueAt
          ? deadlineAfter(calendar, dueAt, { days: daysBetween(calendar, pausedAt, now, unit), unit })
          : undefined;
      const legal = longer(running.dueAt, item.legal.unit);
      const promised = longer(running.promisedDueAt, item.promised.unit);
      return {
        ...running,
        ...(legal && { dueAt: legal.dueAt, ...provisional(legal) }),
        ...(promised && { promisedDueAt: promised.dueAt }),
      };
    }
    case "extend": {
      if (!clock.dueAt) return clock;
      const legal = deadlineAfter(calendar, clock.dueAt, { days: extensionDays, unit: item.legal.unit });
      return { ...clock, dueAt: legal.dueAt, extended: true, ...provisional(legal) };
    }
    case "stop": {
      const { noticeDueAt: _told, ...rest } = clock;
      return { ...rest, stoppedAt: now };
    }
  }
}

/** By when the office must do the next thing: what the worklist is ordered by. */
export const nextDueAt = (clock: CaseClock): string | undefined =>
  clock.stoppedAt ? undefined : (clock.dueAt ?? clock.noticeDueAt);
