import { createHmac, timingSafeEqual } from "node:crypto";
import { dayOf, endOfDay } from "#shared/kernel/calendar/working-days.ts";
import type { CaseRow } from "./record.ts";

export const collectionCodePattern = /^\d{8}$/;
/** Wrong codes that a case takes in a day; then only the documents count. */
export const maxCollectionAttempts = 5;
const dayMs = 86_400_000;
/** A code is good on its day and on the next. */
const goodDays = 2;
/** Of older ones it is said that they are too old. */
const knownDays = 30;

/** A result waits at the window for whoever may have it. */
export const awaitsCollection = (head: CaseRow): boolean =>
  head.receive === "window" && !head.parent && (head.state === "approved" || head.state === "rejected");

const dayBefore = (now: string, days: number): string =>
  dayOf(new Date(Date.parse(now) - days * dayMs).toISOString());

const codeOf = (secret: string, caseNumber: string, day: string): string => {
  const mac = createHmac("sha256", secret).update(`collection ${caseNumber} ${day}`).digest();
  return String(mac.readBigUInt64BE() % 100_000_000n).padStart(8, "0");
};

/** 领取码: for this case and day, from a key that nobody but us has. Nothing is stored; collecting ends the case. */
export const collectionCode = (secret: string, caseNumber: string, now: string) => ({
  code: codeOf(secret, caseNumber, dayOf(now)),
  validUntil: endOfDay(dayBefore(now, 1 - goodDays)),
});

/** Against every key and day that counts, in one time whichever it is. */
export function checkCollectionCode(
  secrets: readonly string[],
  caseNumber: string,
  given: string,
  now: string,
): "right" | "expired" | "wrong" {
  let found: "right" | "expired" | "wrong" = "wrong";
  for (const secret of secrets)
    for (let days = knownDays; days >= 0; days -= 1) {
      const code = Buffer.from(codeOf(secret, caseNumber, dayBefore(now, days)));
      const same = code.length === given.length && timingSafeEqual(code, Buffer.from(given));
      if (same) found = days < goodDays ? "right" : "expired";
    }
  return found;
}
