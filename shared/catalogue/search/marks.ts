import { pairsOf } from "./text.ts";

/** A piece of a name, and whether it is why the name was found. */
export type Piece = { text: string; marked: boolean };

/** Which letters of the reading the typed ones are, as places of the Chinese characters read so. */
function readPlaces(read: string, letters: string): number[] {
  const syllables = read.split(" ");
  for (const start of syllables.keys()) {
    const rest = syllables.slice(start);
    const initials = rest.map((one) => one[0]).join("");
    if (initials.startsWith(letters)) return [...letters].map((_, at) => start + at);
    if (!rest.join("").startsWith(letters)) continue;
    let left = letters.length;
    return rest.flatMap((syllable, at) => {
      const isRead = left > 0;
      left -= syllable.length;
      return isRead ? start + at : [];
    });
  }
  return [];
}

/** @param typed simplified and small, as a search takes it; @param read how the Chinese of the name is read */
export function marksIn(name: string, typed: string, read: string): Piece[] {
  const characters = [...name];
  const marked = new Set<number>();
  const lower = name.toLowerCase();
  const mark = (piece: string): void => {
    for (let at = lower.indexOf(piece); at >= 0; at = lower.indexOf(piece, at + 1))
      for (let each = at; each < at + piece.length; each += 1) marked.add(each);
  };
  const pairs = pairsOf(typed);
  for (const pair of pairs) if (pair.length > 1 || pairs.length === 1) mark(pair);
  const latin = typed.match(/[a-z0-9]{2,}/g) ?? [];
  for (const word of latin) if (new RegExp(`\\b${word}`).test(lower)) mark(word);
  if (marked.size === 0 && latin.length > 0) {
    const places = new Set(readPlaces(read, latin.join("")));
    let place = -1;
    for (const [at, character] of characters.entries()) {
      if (!/\p{Script=Han}/u.test(character)) continue;
      place += 1;
      if (places.has(place)) marked.add(at);
    }
  }
  const pieces: Piece[] = [];
  for (const [at, character] of characters.entries()) {
    const last = pieces.at(-1);
    if (last && last.marked === marked.has(at)) last.text += character;
    else pieces.push({ text: character, marked: marked.has(at) });
  }
  return pieces;
}
