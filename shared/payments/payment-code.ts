import { dayOf } from "#shared/kernel/calendar/working-days.ts";
import { mod1110CheckDigit } from "#shared/kernel/identifiers/mod-11-10.ts";
import { sha256Hex } from "#shared/kernel/messaging/canonical.ts";

export const paymentCodePattern = /^\d{20}$/;

/**
 * 缴款码, 20 digits: 6 of the division, 2 of the year, 11 that follow from the notice, 1 check digit (GB/T 17710,
 * MOD 11,10). The parts are ours, unconfirmed: the province's own rule takes their place. Two notices with one code
 * are told apart by the platform, which refuses the second.
 */
export function paymentCodeOf(
  { paymentId, itemCode, issuedAt }: { paymentId: string; itemCode: string; issuedAt: string },
  attempt: number,
): string {
  const serial = BigInt(`0x${sha256Hex(`payment code ${paymentId} ${attempt}`).slice(0, 15)}`) % 10n ** 11n;
  const digits = itemCode.slice(2, 8) + dayOf(issuedAt).slice(2, 4) + serial.toString().padStart(11, "0");
  return digits + mod1110CheckDigit(digits);
}
