import type { Retention } from "#shared/catalogue/public.ts";
import { dayOf } from "#shared/kernel/calendar/working-days.ts";
import { archivePolicy } from "./policy.ts";

export type Term = Retention["term"];

/** `9999-12-31` stands for good: it sorts after every day. */
export const permanent = "9999-12-31";

const yearsLater = (day: string, years: number): string => {
  const [year = "", ...rest] = day.split("-");
  const later = [String(Number(year) + years).padStart(4, "0"), ...rest].join("-");
  // 29 February of a year that has none.
  return Number.isNaN(Date.parse(later)) || new Date(later).toISOString().slice(0, 10) !== later
    ? `${later.slice(0, 8)}28`
    : later;
};

/** The last day (Shanghai) that a package is kept for. */
export function keptUntil(endedAt: string, term: Term): string {
  if (term === "permanent") return permanent;
  const ended = dayOf(endedAt);
  // From 1 January of the next year: the last day is a 31 December.
  return archivePolicy.startsNextYear ? `${Number(ended.slice(0, 4)) + term}-12-31` : yearsLater(ended, term);
}
