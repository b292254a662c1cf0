import { pairsOf } from "./text.ts";

/** How near a word or a name is to what was typed: 1 is the same, 0 nothing in common. */
export type Closeness = number;

/** All characters of `word` are in `text`, in their order: 开饭店 in 开一个饭店. */
function runsThrough(word: string, text: string): boolean {
  let from = 0;
  for (const character of word) {
    from = text.indexOf(character, from) + 1;
    if (from === 0) return false;
  }
  return true;
}

const share = (part: string, whole: string): number => part.length / whole.length;

/** An everyday word in Chinese. */
export function wordCloseness(word: string, typed: string): Closeness {
  if (word === typed) return 1;
  if (word.startsWith(typed)) return 0.7 + 0.15 * share(typed, word);
  if (word.length >= 2 && typed.includes(word)) return 0.55 + 0.35 * share(word, typed);
  if (typed.length >= 2 && word.includes(typed)) return 0.55 + 0.1 * share(typed, word);
  if (word.length >= 3 && runsThrough(word, typed)) return 0.6 + 0.3 * share(word, typed);
  // What is done, and to what: 砍树 in 砍自己家的树.
  if (word.length === 2 && typed.startsWith(word[0] ?? "") && typed.endsWith(word[1] ?? "")) return 0.45;
  if (typed.length >= 3 && runsThrough(typed, word)) return 0.4 + 0.2 * share(typed, word);
  return 0;
}

/** A word of three characters and more with a wrong one in it. */
export function slipCloseness(word: string, typed: string): Closeness {
  if (Math.abs(word.length - typed.length) > 1 || word.length < 3) return 0;
  const common = [...word].filter((character) => typed.includes(character)).length;
  const longer = Math.max(word.length, typed.length);
  return common >= longer - 1 && common >= 2 ? 0.45 * (common / longer) : 0;
}

/** An item's Chinese name, with what one gets by it. */
export function nameCloseness(name: string, result: string, typed: string): Closeness {
  if (name === typed) return 1.1;
  if (name.startsWith(typed)) return 0.85 + 0.1 * share(typed, name);
  if (name.includes(typed)) return 0.75 + 0.1 * share(typed, name);
  if (result.includes(typed)) return 0.7 + 0.1 * share(typed, result);
  const pairs = pairsOf(typed).filter((pair) => pair.length > 1);
  if (pairs.length === 0) return 0;
  const found = pairs.filter((pair) => name.includes(pair) || result.includes(pair)).length;
  const [first, last] = [typed.slice(0, 2), typed.slice(-2)];
  // 食品许可 is 食品经营许可: its parts in their order, though not side by side.
  const inOrder = typed.length >= 4 && name.includes(first) && name.lastIndexOf(last) > name.indexOf(first);
  return Math.max(0.7 * (found / pairs.length), inOrder ? 0.65 : 0);
}

/** How a word or name is read (拼音), ready to be compared. */
export type Reading = { joined: string; initials: string; starts: readonly number[] };

/** @param read its syllables, with spaces between */
export function readingFrom(read: string): Reading {
  const syllables = read === "" ? [] : read.split(" ");
  let joined = "";
  const starts = syllables.map((syllable) => {
    const start = joined.length;
    joined += syllable;
    return start;
  });
  return { joined, initials: syllables.map((one) => one[0] ?? "").join(""), starts };
}

/** For who types letters. */
export function readCloseness({ joined, initials, starts }: Reading, letters: string): Closeness {
  if (joined === letters) return 0.98;
  if (initials === letters) return 0.9;
  if (joined.startsWith(letters)) return 0.7 + 0.15 * share(letters, joined);
  if (initials.startsWith(letters)) return 0.5 + 0.15 * share(letters, initials);
  if (joined.length >= 6 && letters.startsWith(joined)) return 0.55 + 0.3 * share(joined, letters);
  if (joined.includes(letters) && starts.some((start) => joined.startsWith(letters, start))) return 0.6;
  return letters.length >= 3 && initials.includes(letters) ? 0.45 : 0;
}

/** English words, the last of which may still be typed. */
export function latinCloseness(text: string, typed: readonly string[]): Closeness {
  const asked = typed.join(" ");
  if (text === asked) return 1;
  if (text.startsWith(asked)) return 0.75 + 0.1 * share(asked, text);
  const words = text.split(" ");
  const found = typed.filter((word) => words.some((each) => each.startsWith(word) && word.length > 1)).length;
  const known = words.filter((each) => typed.includes(each)).length;
  // All that was typed is in it, or all of it is in what was typed.
  if (found === typed.length) return 0.6 + 0.15 * (found / words.length);
  if (known === words.length) return 0.5 + 0.35 * (known / typed.length);
  return typed.length > 1 ? 0.5 * (found / typed.length) : 0;
}
