import * as z from "zod";
import {
  type Calendar,
  type DayUnit,
  daysBetween,
  type Limit,
  limitOf,
} from "#shared/kernel/calendar/working-days.ts";
import { answerLimit, deliveryLimit, noticeLimit, pausedDays, unitOf } from "./clock.ts";
import { resumed } from "./milestones.ts";
import type { CaseRow } from "./record.ts";

export const progressSchema = z.object({
  /** What has to happen within the limit: confirmed by all, listed, answered by the applicant, decided here or above, delivered. */
  phase: z.enum(["confirmation", "notice", "answer", "decision", "upper", "delivery"]),
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

/** How long the decision may take, extension included: counted out where the limit is given in other units. */
function daysOf(
  limit: Limit,
  { extension, dueAt, pauses }: CaseRow["clock"],
  from: string,
  calendar: Calendar,
) {
  const unit: DayUnit = unitOf(limit);
  const more = extension ? limitOf(extension) : { days: 0, unit };
  if ("days" in limit && "days" in more && more.unit === unit) return limit.days + more.days;
  return daysBetween(calendar, from, dueAt ?? from, unit) - pausedDays(calendar, pauses, unit);
}

/** How far the limit is that runs now, in days of the calendar in force; undefined when none runs any more. */
export function progressOf(head: CaseRow, calendar: Calendar, now: string): ClockProgress | undefined {
  const { clock, item } = head;
  if (clock.stoppedAt) return undefined;
  const since = (phase: ClockProgress["phase"], from: string, limit: Limit): ClockProgress => {
    const unit = unitOf(limit);
    return { phase, day: daysBetween(calendar, from, now, unit), of: "days" in limit ? limit.days : 0, unit };
  };
  if (clock.unconfirmed)
    return item.confirmWithin
      ? since("confirmation", clock.receivedAt, limitOf(item.confirmWithin))
      : undefined;
  if (clock.decidedAt) return since("delivery", clock.decidedAt, deliveryLimit);
  const upper = item.review?.limit;
  if (clock.forwardedAt)
    return upper === undefined ? undefined : since("upper", clock.forwardedAt, limitOf(upper));
  const decidedFrom = clock.startedAt ?? (item.instant && !clock.askedAt ? clock.receivedAt : undefined);
  if (decidedFrom) {
    const limit = limitOf(item.legal ?? item.promised);
    const promised = limitOf(item.promised);
    const { pauses } = resumed(clock, now);
    const whole = since("decision", decidedFrom, limit);
    const { unit } = whole;
    return {
      ...whole,
      of: daysOf(limit, clock, decidedFrom, calendar),
      day: Math.max(0, whole.day - pausedDays(calendar, pauses, unit)),
      ...(unitOf(promised) === unit && "days" in promised && { promised: promised.days }),
      ...(clock.pausedAt && { standing: "suspended" as const }),
    };
  }
  if (clock.askedAt) return since("answer", clock.askedAt, answerLimit);
  return {
    ...since("notice", clock.receivedAt, noticeLimit),
    ...(clock.waiting && { day: 0, standing: "originals" as const }),
  };
}
