/** ISO 7064 MOD 37,36: one check character for texts of digits and capital letters. */
const alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
const modulus = 36;

function carryOf(text: string): number | undefined {
  let carry = modulus;
  for (const character of text) {
    const value = alphabet.indexOf(character);
    if (value < 0) return undefined;
    const sum = (carry + value) % modulus || modulus;
    carry = (sum * 2) % (modulus + 1);
  }
  return carry;
}

/** @throws RangeError when the text holds anything but 0-9 and A-Z */
export function mod3736CheckCharacter(text: string): string {
  const carry = carryOf(text);
  if (carry === undefined) throw new RangeError("only digits and capital letters have a check character");
  return alphabet.charAt((modulus + 1 - carry) % modulus);
}

/** Whether the last character is the check character of those before it. */
export function hasValidMod3736(text: string): boolean {
  const body = text.slice(0, -1);
  return body.length > 0 && carryOf(body) !== undefined && mod3736CheckCharacter(body) === text.slice(-1);
}
