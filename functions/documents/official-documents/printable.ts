/** Invisible: what only chooses a glyph's form, and the marks of writing direction. */
const invisible = /\p{Cf}|\p{Variation_Selector}/gu;

/** Text with nothing in it that is not a character or the end of a line. */
const plain = (text: string): string =>
  text
    .replace(/\r\n?|[\u2028\u2029]/g, "\n")
    .replace(invisible, "")
    .replace(/(?!\n)\p{Cc}/gu, " ");

/**
 * Rare characters (生僻字) that the font lacks are told by their code point, such as 〔U+2B74F〕: a blank box on an
 * official document misleads. `lacking` hears of each.
 */
export const printable = (
  text: string,
  has: (codePoint: number) => boolean,
  lacking: (codePoint: number) => void,
): string =>
  Array.from(plain(text), (character) => {
    const codePoint = character.codePointAt(0) ?? 0;
    if (character === "\n" || has(codePoint)) return character;
    lacking(codePoint);
    return `〔U+${codePoint.toString(16).toUpperCase().padStart(4, "0")}〕`;
  }).join("");

/** The same for every text in a record, however deep. */
export function everyText<Value>(value: Value, change: (text: string) => string): Value {
  const walk = (inner: unknown): unknown => {
    if (typeof inner === "string") return change(inner);
    if (Array.isArray(inner)) return inner.map(walk);
    if (inner === null || typeof inner !== "object") return inner;
    return Object.fromEntries(Object.entries(inner).map(([name, one]) => [name, walk(one)]));
  };
  return walk(value) as Value;
}
