import type { Clock } from "#shared/kernel/clock.ts";
import { type Calendar, deadlineAfter } from "./working-days.ts";

/** The present (UTC, ISO 8601), and the calendar by which deadlines follow from it. */
export type Moment = { now: string; calendar: Calendar };
export type MomentDeps = { now: Clock; calendar: () => Promise<Calendar> };

export const momentNow = async ({ now, calendar }: MomentDeps): Promise<Moment> => ({
  now: now(),
  calendar: await calendar(),
});

/** The end of the last of so many working days (工作日) from now, in Asia/Shanghai. */
export const workingDaysAfter = ({ now, calendar }: Moment, days: number): string =>
  deadlineAfter(calendar, now, { days, unit: "workingDay" }).dueAt;
