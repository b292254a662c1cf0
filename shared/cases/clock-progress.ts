import * as z from "zod";
import { type Calendar, daysBetween, type Limit } from "#shared/kernel/calendar/working-days.ts";
import { answerLimit, deliveryLimit, extensionDays, noticeLimit, pausedDays, resumed } from "./clock.ts";
import type { CaseRow } from "./record.ts";

export const progressSchema = z.object({
  /** What has to happen within the limit: told, answered by the applicant, decided, delivered. */
  phase: z.enum(["notice", "answer", "decision", "delivery"]),
  /** Days that have begun since; 0 on the day from which it counts. More than `of` is too late. */
  day: z.int().nonnegative(),
  of: z.int().nonnegative(),
  unit: z.enum(["workingDay", "calendarDay"]),
  /** What the department promises instead of the law's limit (承诺时限). */
  promised: z.int().nonnegative().optional(),
  /** The clock stands still: originals are under way, or a special procedure runs (特别程序). */
  standing: z.enum(["originals", "suspended"]).optional(),
});
export type ClockProgress = z.infer<typeof progressSchema>;

/** How far the limit is that runs now, in days of the calendar in force; undefined when none runs any more. */
export function progressOf(head: CaseRow, calendar: Calendar, now: string): ClockProgress | undefined {
  const { clock, item } = head;
  if (clock.stoppedAt) return undefined;
  const since = (phase: ClockProgress["phase"], from: string, { days, unit }: Limit): ClockProgress => ({
    phase,
    day: daysBetween(calendar, from, now, unit),
    of: days,
    unit,
  });
  if (clock.decidedAt) return since("delivery", clock.decidedAt, deliveryLimit);
  if (clock.startedAt) {
    const { pauses } = resumed(clock, now);
    const paused = pausedDays(calendar, pauses, item.legal.unit);
    const legal = item.legal.days + (clock.extended ? extensionDays(head.parts !== undefined) : 0);
    const whole = since("decision", clock.startedAt, { ...item.legal, days: legal });
    return {
      ...whole,
      day: Math.max(0, whole.day - paused),
      ...(item.promised.unit === item.legal.unit && { promised: item.promised.days }),
      ...(clock.pausedAt && { standing: "suspended" as const }),
    };
  }
  if (clock.askedAt) return since("answer", clock.askedAt, answerLimit);
  return {
    ...since("notice", clock.receivedAt, noticeLimit),
    ...(clock.waiting && { day: 0, standing: "originals" as const }),
  };
}
