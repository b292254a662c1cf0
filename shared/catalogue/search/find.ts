import MiniSearch, { type SearchOptions } from "minisearch";
import {
  type Closeness,
  latinCloseness,
  nameCloseness,
  type Reading,
  readCloseness,
  readingFrom,
  slipCloseness,
  wordCloseness,
} from "./closeness.ts";
import type { SearchEdition, SearchedItem } from "./edition.ts";
import { chineseOf, latinOf, matterOf, normalise, pairsOf } from "./text.ts";

export type Found = {
  item: SearchedItem;
  /** The everyday word by which it was found, where that was nearer than its name. */
  word?: string;
};
export type Search = {
  /** The nearest first. */
  find(typed: string): Found[];
  /** As it was typed, in the characters that are searched. */
  simplified(typed: string): string;
};

type Document = { id: number; chinese: string; english: string; read: string; initials: string };
type Fields = readonly Exclude<keyof Document, "id">[];
type Hits = Map<number, { byName: Closeness; byWord: Closeness; word?: string }>;

/** An everyday word; without a reading an English one. */
type Known = { word: string; reading?: Reading; places: readonly number[] };

/** What was typed, taken apart. */
type Typed = { chinese: string; latin: string[]; letters: string };

const fillers = new Set([
  "a",
  "an",
  "the",
  "my",
  "i",
  "to",
  "for",
  "of",
  "how",
  "do",
  "get",
  "apply",
  "want",
  "need",
]);
const maxFound = 30;
/** Of the index's matches so many are looked at closely. */
const maxLooked = 100;
/** Below it a search has found nothing near yet, and slips of the pen are thought of. */
const near = 0.5;
const faintest = 0.22;
/** Tokens of readings: so many letters tell a name apart. */
const maxLetters = 14;

/** From each syllable on, so that any part of a name is found by its beginning. */
const readingsFrom = (read: string): string[] => {
  const syllables = read.split(" ");
  return syllables.map((_, at) =>
    syllables
      .slice(at, at + 5)
      .join("")
      .slice(0, maxLetters),
  );
};
const initialsFrom = (read: string): string[] => {
  const initials = read
    .split(" ")
    .map((one) => one[0] ?? "")
    .join("");
  return [...initials].map((_, at) => initials.slice(at, at + 6));
};

/** So many items are taken up at once, so that a slow phone stays awake to the next key. */
const chunkSize = 100;

/** Takes up a whole edition, in pieces between which the page goes on. */
export async function openSearch(edition: SearchEdition): Promise<Search> {
  const { items, words, traditional, sounds } = edition;
  const plain = items.map(({ name, result, read }) => ({
    name: normalise(name.zh),
    result: normalise(result.zh),
    english: normalise(name.en),
    read,
    reading: readingFrom(read),
  }));
  const known: Known[] = words.map(([word, read, places]) => ({
    word,
    places,
    ...(read ? { reading: readingFrom(read) } : {}),
  }));
  const toSimplified = new Map<string, string>();
  const characters = [...traditional];
  for (let at = 0; at < characters.length; at += 2)
    toSimplified.set(characters[at] ?? "", characters[at + 1] ?? "");
  const soundOf = new Map(
    Object.entries(sounds).flatMap(([read, alike]) => [...alike].map((one) => [one, read] as const)),
  );

  const wordsOf: string[][] = items.map(() => []);
  for (const [word, , places] of words) for (const place of places) wordsOf[place]?.push(word);

  const index = new MiniSearch<Document>({
    fields: ["chinese", "english", "read", "initials"] satisfies Fields,
    tokenize: (text) => text.split(" "),
    processTerm: (term) => term || null,
  });
  /** In how many items a pair of characters or an English word is: what is in many tells little. */
  const spread = new Map<string, number>();
  const spreadOf = (part: string): number => spread.get(part) ?? 0;
  await index.addAllAsync(
    plain.map(({ name, result, english, read }, id) => {
      const chinese = [...new Set(pairsOf(`${name} ${result}`))];
      const latin = [...new Set(latinOf([english, ...(wordsOf[id] ?? [])].join(" ")))];
      for (const part of [...chinese, ...latin]) spread.set(part, spreadOf(part) + 1);
      return {
        id,
        chinese: chinese.join(" "),
        english: latin.join(" "),
        read: [...new Set(readingsFrom(read))].join(" "),
        initials: [...new Set(initialsFrom(read))].join(" "),
      };
    }),
    { chunkSize },
  );

  const simplified = (typed: string): string =>
    [...normalise(typed)].map((one) => toSimplified.get(one) ?? one).join("");

  const partsOf = (typed: string): Typed => {
    const matter = matterOf(simplified(typed));
    const all = latinOf(matter);
    const telling = all.filter((word) => !fillers.has(word));
    const latin = telling.length > 0 ? telling : all;
    return { chinese: chineseOf(matter), latin, letters: all.join("") };
  };

  const looked = (query: string[], fields: Fields, how: SearchOptions = {}): number[] =>
    query.length === 0
      ? []
      : index
          .search(query.join(" "), { fields: [...fields], combineWith: "OR", ...how })
          .slice(0, maxLooked)
          .map(({ id }) => id as number);

  /** One character is in too many names to be looked for anywhere else. */
  const beginningWith = (character: string): number[] =>
    plain.flatMap(({ name }, place) => (name.startsWith(character) ? place : [])).slice(0, maxLooked);

  const readOf = (place: number, letters: string): Closeness => {
    const reading = plain[place]?.reading;
    return reading ? readCloseness(reading, letters) : 0;
  };

  /** Those that tell most: what is in all names would bring a hundred times as many items to look at. */
  const telling = (parts: readonly string[], most: number): string[] =>
    parts
      .filter((part) => spread.has(part))
      .toSorted((a, b) => spreadOf(a) - spreadOf(b))
      .slice(0, most);
  const pairsIn = (chinese: string): string[] =>
    telling(
      pairsOf(chinese).filter((pair) => pair.length > 1),
      3,
    );

  /** English words, the last of which may still be typed. */
  const english = (latin: readonly string[]): number[] => {
    const last = latin.at(-1) ?? "";
    const beginning =
      last.length > 2 && !spread.has(last) ? looked([last], ["english"], { prefix: true }) : [];
    return [...beginning, ...looked(telling(latin, 2), ["english"])];
  };
  /** Two letters begin too many readings. */
  const readSo = (letters: string): number[] =>
    looked([letters.slice(0, maxLetters)], letters.length > 2 ? ["read", "initials"] : ["initials"], {
      prefix: true,
    });

  function lookAtWords(hits: Hits, closeness: (known: Known) => Closeness): void {
    for (const one of known) {
      const close = closeness(one);
      if (close === 0) continue;
      for (const [order, place] of one.places.entries()) {
        const hit = hits.get(place) ?? { byName: 0, byWord: 0 };
        const byWord = close - 0.02 * order;
        if (byWord > hit.byWord) hits.set(place, { ...hit, byWord, word: one.word });
      }
    }
  }

  function lookAtNames(hits: Hits, places: readonly number[], closeness: (place: number) => Closeness): void {
    for (const place of places) {
      const close = closeness(place);
      const hit = hits.get(place) ?? { byName: 0, byWord: 0 };
      if (close > hit.byName) hits.set(place, { ...hit, byName: close });
    }
  }

  function lookExactly(hits: Hits, { chinese, latin, letters }: Typed): void {
    if (chinese) {
      lookAtWords(hits, ({ word }) => wordCloseness(word, chinese));
      const places = chinese.length === 1 ? beginningWith(chinese) : looked(pairsIn(chinese), ["chinese"]);
      lookAtNames(hits, places, (place) =>
        nameCloseness(plain[place]?.name ?? "", plain[place]?.result ?? "", chinese),
      );
    } else if (letters.length > 1) {
      lookAtWords(hits, ({ word, reading }) =>
        reading ? readCloseness(reading, letters) : latinCloseness(word, latin),
      );
      const places = [...english(latin), ...readSo(letters)];
      lookAtNames(hits, places, (place) =>
        Math.max(latinCloseness(plain[place]?.english ?? "", latin), readOf(place, letters)),
      );
    }
  }

  /** Characters that sound like the right ones, a wrong one among right ones, letters left out or swapped. */
  function lookForSlips(hits: Hits, { chinese, latin, letters }: Typed): void {
    if (chinese.length > 1) {
      const sound = [...chinese].map((one) => soundOf.get(one) ?? "").join("");
      lookAtWords(hits, ({ word, reading }) =>
        Math.max(slipCloseness(word, chinese), reading && sound ? 0.7 * readCloseness(reading, sound) : 0),
      );
      if (sound)
        lookAtNames(
          hits,
          looked([sound.slice(0, maxLetters)], ["read"], { prefix: true }),
          (place) => 0.7 * readOf(place, sound),
        );
    } else if (letters.length > 3) {
      lookAtWords(hits, ({ word, reading }) =>
        isSlipOf(reading?.joined ?? word.replaceAll(" ", ""), letters) ? 0.48 : 0,
      );
      const places = looked(latin, ["english"], { fuzzy: 0.25 });
      lookAtNames(hits, places, (place) => 0.45 - 0.002 * places.indexOf(place));
    }
  }

  const scoreOf = ({ byName, byWord }: { byName: Closeness; byWord: Closeness }): number =>
    Math.max(byName, byWord) + 0.1 * Math.min(byName, byWord);

  return {
    simplified,
    find(typed) {
      const hits: Hits = new Map();
      const parts = partsOf(typed);
      lookExactly(hits, parts);
      const best = Math.max(0, ...[...hits.values()].map(scoreOf));
      if (best < near) lookForSlips(hits, parts);
      return (
        [...hits]
          .map(([place, hit]) => ({ place, hit, score: scoreOf(hit) }))
          .filter(({ score }) => score >= faintest)
          // Of what is equally near, what people use most.
          .sort((a, b) => b.score - a.score || a.place - b.place)
          .slice(0, maxFound)
          .flatMap(({ place, hit: { byWord, byName, word } }) => {
            const item = items[place];
            return item ? [{ item, ...(word && byWord > byName && { word }) }] : [];
          })
      );
    },
  };
}

/** One letter wrong, left out, too many, or two swapped. */
function isSlipOf(word: string, typed: string): boolean {
  if (Math.abs(word.length - typed.length) > 1 || word === typed) return word === typed;
  let at = 0;
  while (at < word.length && word[at] === typed[at]) at += 1;
  const [restOfWord, restTyped] = [word.slice(at), typed.slice(at)];
  return (
    restOfWord.slice(1) === restTyped.slice(1) ||
    restOfWord.slice(1) === restTyped ||
    restOfWord === restTyped.slice(1) ||
    (restOfWord[0] === restTyped[1] &&
      restOfWord[1] === restTyped[0] &&
      restOfWord.slice(2) === restTyped.slice(2))
  );
}
