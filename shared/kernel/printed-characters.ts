import coverage from "#data/fonts/coverage.json" with { type: "json" };

/** Where a run of characters begins, counted from the end of the one before, and how many more it has: `p`, `1c.2`. */
const radix = 36;

/** Code points as text that a function can carry; in rising order. */
export function packed(codePoints: readonly number[]): string {
  const runs: [from: number, to: number][] = [];
  for (const codePoint of codePoints) {
    const last = runs.at(-1);
    if (last?.[1] === codePoint - 1) last[1] = codePoint;
    else runs.push([codePoint, codePoint]);
  }
  return runs
    .map(([from, to], index) => {
      const gap = (from - (runs[index - 1]?.[1] ?? 0)).toString(radix);
      return to > from ? `${gap}.${(to - from).toString(radix)}` : gap;
    })
    .join(" ");
}

/** The first and last code point of each run, one after the other. */
function unpacked(text: string): Uint32Array {
  const bounds: number[] = [];
  let last = 0;
  for (const run of text.split(" ")) {
    const [gap = "", more = "0"] = run.split(".");
    const from = last + Number.parseInt(gap, radix);
    last = from + Number.parseInt(more, radix);
    bounds.push(from, last);
  }
  return Uint32Array.from(bounds);
}

let bounds: Uint32Array | undefined;

function isPrinted(codePoint: number): boolean {
  // What nearly all texts are made of.
  if (codePoint >= 0x4e00 && codePoint <= 0x9fa5) return true;
  bounds ??= unpacked(coverage.characters);
  let [low, high] = [0, bounds.length / 2];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (codePoint > (bounds[2 * middle + 1] ?? 0)) low = middle + 1;
    else high = middle;
  }
  return codePoint >= (bounds[2 * low] ?? Number.POSITIVE_INFINITY);
}

/** Invisible: what only chooses a glyph's form, and the marks of writing direction. */
export const invisible = /[\p{Cf}\p{Variation_Selector}]/gu;

/** What is printed for a character that no font has: a blank box on an official document misleads. */
export const printedFor = (character: string): string =>
  `〔U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}〕`;

/** The characters of a text that no font of official documents has, each once. */
export const unprinted = (text: string): string[] => [
  ...new Set(
    Array.from(text.replaceAll(invisible, "")).filter(
      (character) => !/\p{Cc}/u.test(character) && !isPrinted(character.codePointAt(0) ?? 0),
    ),
  ),
];
