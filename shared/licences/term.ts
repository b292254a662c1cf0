import type { LicenceType } from "./licence-types.ts";

const dayMs = 86_400_000;

/** A day of the calendar, so many days later or (negative) earlier. */
export const plusDays = (day: string, days: number): string =>
  new Date(Date.parse(day) + days * dayMs).toISOString().slice(0, 10);

/**
 * The last day of a term of the type's years that begins on a day, the day before the same day some years later:
 * five years from 2026-09-18 end on 2031-09-17. Undefined: for good.
 */
export function lastDay(from: string, { years }: Pick<LicenceType, "years">): string | undefined {
  if (years === undefined) return undefined;
  const day = new Date(from);
  day.setUTCFullYear(day.getUTCFullYear() + years);
  return plusDays(day.toISOString().slice(0, 10), -1);
}

/** The last day after a renewal (延续): the new term begins when the old one ends, whenever it was decided. */
export const renewedEnd = (validTo: string, type: Pick<LicenceType, "years">): string | undefined =>
  lastDay(plusDays(validTo, 1), type);

/** The first day of the term that ends on a day. */
const termStart = (validTo: string, { years = 0 }: Pick<LicenceType, "years">): string => {
  const day = new Date(plusDays(validTo, 1));
  day.setUTCFullYear(day.getUTCFullYear() - years);
  return day.toISOString().slice(0, 10);
};

/** Whether the term for which a renewal was applied has been renewed already, by another case. */
export const isRenewedSince = (
  validTo: string,
  appliedOn: string,
  type: Pick<LicenceType, "years">,
): boolean => appliedOn < termStart(validTo, type);

/** 行政许可法 (2019) Art. 50: who wants a licence renewed applies thirty days before its term is over. */
const renewalDays = 30;

/** The last day on which a renewal may be applied for. */
export const lastRenewalDay = (validTo: string): string => plusDays(validTo, -renewalDays);

/**
 * 视为准予延续 (行政许可法 Art. 50): applied for in time and not decided while the old term ran, a renewal counts as
 * granted. All are days in Shanghai; `decidedOn` is left out while nothing is decided.
 */
export function isDeemedRenewed(
  validTo: string,
  { appliedOn, decidedOn }: { appliedOn: string; decidedOn?: string | undefined },
  today: string,
): boolean {
  return appliedOn <= lastRenewalDay(validTo) && (decidedOn ?? today) > validTo;
}
