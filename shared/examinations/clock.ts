import * as z from "zod";
import { type Moment, workingDaysAfter } from "#shared/kernel/calendar/moment.ts";
import { startOfDay, subtractWorkingDays } from "#shared/kernel/calendar/working-days.ts";
import { lines } from "#shared/kernel/text.ts";
import { policy } from "./limits.ts";

const instant = z.iso.datetime();

/** What each record of an examination has of a clock. */
export const clockFields = {
  openedAt: instant,
  /** By when the next thing must be done. */
  dueAt: instant,
  /** The warnings given of this deadline: that it is near, that it is over. */
  warned: z.enum(["near", "over"]).optional(),
  /** A deadline passed: it stays, whatever comes. */
  late: z.literal(true).optional(),
};
type Clocked = { dueAt: string; warned?: "near" | "over" | undefined };

/** Another deadline, with no warning given yet. */
export const dueBy = (dueAt: string) => ({ dueAt, warned: undefined });
export const warning = () => ({ warned: "near" as const });
export const overdue = () => ({ warned: "over" as const, late: true as const });

export const isNearDue = ({ dueAt, warned }: Clocked, { now, calendar }: Moment): boolean =>
  !warned && subtractWorkingDays(calendar, dueAt, policy.warnDays) < now;
export const isOverdue = ({ dueAt, warned }: Clocked, { now }: Moment): boolean =>
  warned !== "over" && dueAt < now;
/** Up to which deadline there may be something to tell. */
export const warningHorizon = (moment: Moment): string => workingDaysAfter(moment, policy.warnDays);

/** The three kinds share a table and its indexes: each has partitions of its own. */
export type ExaminationKind = "inspection" | "hearing" | "interestedParty";
export const openPartition = (kind: ExaminationKind): string => `OPEN#${kind}`;
export const casePartition = (kind: ExaminationKind, caseNumber: string): string =>
  `CASE#${caseNumber}#${kind}`;
export const departmentPartition = (kind: ExaminationKind, department: string): string =>
  `DEPARTMENT#${department}#${kind}`;

const time = /^([01]\d|2[0-3]):[0-5]\d$/;
/** An appointment as people write it: a day and the time of that day in Shanghai. */
export const appointmentFields = {
  day: z.iso.date("请填写日期。|Please give a date."),
  time: z.string().regex(time, "请填写时间，例如 09:30。|Please give a time such as 09:30."),
};
export function instantOf({ day, time: at }: { day: string; time: string }): string {
  const [hours = 0, minutes = 0] = at.split(":").map(Number);
  return new Date(Date.parse(startOfDay(day)) + (hours * 60 + minutes) * 60_000).toISOString();
}

/** What a person writes of a step; the history keeps it. */
export const wordsSchema = lines(2, 1000);
/** Files that somebody uploaded and confirmed. */
export const documentsSchema = z.array(z.uuid()).max(20);
