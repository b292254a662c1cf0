/** GB 32100 leaves out I, O, S, V and Z, which are easily misread. */
const alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";
const modulus = 31;
const generator = 3;

export type UsccFault = "length" | "alphabet" | "areaCode" | "checkCharacter";

/**
 * The check character of the first 17 characters of a 统一社会信用代码 (GB 32100-2015).
 * @throws RangeError when the text is not 17 characters of the standard's alphabet
 */
export function usccCheckCharacter(body: string): string {
  if (body.length !== 17)
    throw new RangeError("a unified social credit code has 17 characters before its check");
  let weight = 1;
  let sum = 0;
  for (const character of body) {
    const value = alphabet.indexOf(character);
    if (value < 0) throw new RangeError("the character is not in the alphabet of GB 32100");
    sum += value * weight;
    weight = (weight * generator) % modulus;
  }
  return alphabet.charAt((modulus - (sum % modulus)) % modulus);
}

/** A code that is right but for its check character: some real ones are, and somebody who sees the licence can tell. */
export const mayBeAsIssued = (text: unknown): boolean =>
  typeof text === "string" && usccFault(text) === "checkCharacter";

/** Why a text is not a 统一社会信用代码; undefined when it is one. Says nothing of whether it was ever issued. */
export function usccFault(text: string): UsccFault | undefined {
  if (text.length !== 18) return "length";
  for (const character of text) if (!alphabet.includes(character)) return "alphabet";
  // Characters 3 to 8 are the administrative division of the registration authority (GB/T 2260).
  if (!/^\d{6}$/.test(text.slice(2, 8))) return "areaCode";
  return usccCheckCharacter(text.slice(0, 17)) === text.charAt(17) ? undefined : "checkCharacter";
}
