/** ISO 7064 MOD 11,10 (GB/T 17710): one check digit for texts of digits. */
const modulus = 10;

/** @throws RangeError when the text is empty or holds anything but digits */
export function mod1110CheckDigit(digits: string): string {
  if (!/^\d+$/.test(digits)) throw new RangeError("only digits have a check digit");
  let product = modulus;
  for (const digit of digits) {
    const sum = (product + Number(digit)) % modulus || modulus;
    product = (sum * 2) % (modulus + 1);
  }
  return String((modulus + 1 - product) % modulus);
}

/** Whether the last digit is the check digit of those before it. */
export const hasValidMod1110 = (text: string): boolean =>
  /^\d{2,}$/.test(text) && mod1110CheckDigit(text.slice(0, -1)) === text.slice(-1);
