/** The two-character parts of a text's letters and digits, whatever stands between them. */
export function bigramsOf(text: string): ReadonlySet<string> {
  const characters = [...text.normalize("NFKC").toLowerCase()].filter((one) => /[\p{L}\p{N}]/u.test(one));
  return new Set(characters.slice(1).map((one, index) => `${characters[index]}${one}`));
}

/** Jaccard: the parts that two texts share, of all that either has; 0 to 1. */
export function similarity(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  const shared = [...one].filter((part) => other.has(part)).length;
  const all = one.size + other.size - shared;
  return all === 0 ? 0 : shared / all;
}

/** Those whose text is alike, the likest first. */
export function similarOnes<One>(
  text: string,
  among: readonly One[],
  textOf: (one: One) => string,
  from: number,
): One[] {
  const asked = bigramsOf(text);
  return among
    .map((one) => ({ one, likeness: similarity(asked, bigramsOf(textOf(one))) }))
    .filter(({ likeness }) => likeness >= from)
    .sort((a, b) => b.likeness - a.likeness)
    .map(({ one }) => one);
}
