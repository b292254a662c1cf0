import toSimplified from "opencc-js/dict/TSCharacters";
import readings from "#data/readings.json" with { type: "json" };
import type { ItemSummary } from "#shared/catalogue/item-summary.ts";
import type { EverydayWord, SearchEdition } from "./edition.ts";
import { chineseOf, normalise } from "./text.ts";

const usual = new Map(
  Object.entries(readings.usual).flatMap(([read, characters]) =>
    [...characters].map((character) => [character, read] as const),
  ),
);
const within: Readonly<Record<string, string>> = readings.within;

/** How the Chinese of a text is read (拼音), one syllable for each character. */
export function readingOf(text: string): string[] {
  const characters = [...chineseOf(text)];
  return characters.map((character, at) => {
    const after = within[`${characters[at - 1]}${character}`]?.split(" ")[1];
    const before = within[`${character}${characters[at + 1]}`]?.split(" ")[0];
    return after ?? before ?? usual.get(character) ?? "";
  });
}

/** Of all that there are, the pairs whose simplified character is in what is searched. */
function traditionalOf(occurring: ReadonlySet<string>): string {
  const pairs = toSimplified.split("|").map((pair) => pair.split(" "));
  return pairs
    .filter(([from = "", to = ""]) => [...from].length === 1 && from !== to && occurring.has(to))
    .map(([from, to]) => `${from}${to}`)
    .join("");
}

/** Of sounds that occur, the characters that people type for one another. */
function soundsOf(occurring: ReadonlySet<string>): Record<string, string> {
  const heard = new Set([...occurring].map((character) => usual.get(character)));
  return Object.fromEntries(Object.entries(readings.usual).filter(([read]) => heard.has(read)));
}

/** @param popular codes of the items that people use most, the first most of all */
export function makeEdition(
  summaries: readonly ItemSummary[],
  everyday: readonly EverydayWord[],
  popular: readonly string[],
): SearchEdition {
  const rankOf = ({ itemCode }: ItemSummary): number =>
    popular.includes(itemCode) ? popular.indexOf(itemCode) : popular.length;
  const sorted = summaries.toSorted((a, b) => rankOf(a) - rankOf(b) || (a.itemCode < b.itemCode ? -1 : 1));
  const placeOf = new Map(sorted.map(({ itemCode }, place) => [itemCode, place]));
  const items = sorted.map(({ itemCode, name, result, kind, promisedDays, visits }) => ({
    itemCode,
    name,
    result,
    read: readingOf(normalise(name.zh)).join(" "),
    kind,
    promisedDays,
    visits,
  }));
  const meant = new Map<string, number[]>();
  const add = (word: string, codes: readonly string[]): void => {
    const known = meant.get(word) ?? [];
    const places = codes.flatMap((code) => placeOf.get(code) ?? []).filter((place) => !known.includes(place));
    if (places.length > 0) meant.set(word, [...known, ...places]);
  };
  for (const { word, items: codes } of everyday) add(normalise(word), codes);
  // What the table says of a word stands over what an item says of itself.
  const told = new Set(everyday.map(({ word }) => normalise(word)));
  for (const { itemCode, aliases = [] } of sorted)
    for (const alias of aliases) if (!told.has(normalise(alias))) add(normalise(alias), [itemCode]);
  const occurring = new Set([...JSON.stringify(items), ...[...meant.keys()].join("")]);
  return {
    format: 1,
    items,
    words: [...meant].map(([word, places]) => [word, readingOf(word).join(" "), places]),
    traditional: traditionalOf(occurring),
    sounds: soundsOf(occurring),
  };
}
