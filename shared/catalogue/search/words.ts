import * as z from "zod";
import { everydayWordEvents } from "#events/catalogue.ts";
import { itemCode } from "#events/identifiers.ts";
import { sha256Hex } from "#shared/kernel/messaging/canonical.ts";
import { defineRecord } from "#shared/kernel/records/record.ts";
import { line } from "#shared/kernel/text.ts";
import type { EverydayWord } from "./edition.ts";
import { normalise } from "./text.ts";

/** All of them, in one list: a district has some hundred of its own beside those that ship. */
export const allWords = "WORDS";
export const maxItemsOfWord = 10;

/** By what it comes to when it is searched: 开饭店 and 开 饭 店 are one word. */
export const phraseIdOf = (phrase: string): string => sha256Hex(normalise(phrase)).slice(0, 16);
export const phraseId = z.string().regex(/^[0-9a-f]{16}$/);

/** What is set here of a word stands over what ships; without items it leads nowhere any more. */
export const everydayWord = defineRecord({
  name: "everydayWord",
  id: "wordId",
  format: 1,
  fields: {
    wordId: phraseId,
    word: line(1, 40),
    /** What it means, the best first. */
    items: z.array(itemCode).max(maxItemsOfWord),
  },
  events: everydayWordEvents,
  indexes: {
    everydayWords: {
      key: "wordsKey",
      partition: () => allWords,
      sort: "wordId",
      projects: ["wordId", "word", "items"],
    },
  },
});
export type WordRecord = ReturnType<typeof everydayWord.fromItem>;

export type KnownWord = EverydayWord & { wordId: string; source: "shipped" | "district" };

/** Those that ship, with what the catalogue's keeper set over them and beside them. */
export function wordsInForce(
  shipped: readonly { items: readonly string[]; words: readonly string[] }[],
  set: readonly Pick<WordRecord, "wordId" | "word" | "items">[],
): KnownWord[] {
  const words = new Map<string, KnownWord>();
  for (const { items, words: each } of shipped)
    for (const word of each) {
      const wordId = phraseIdOf(word);
      words.set(wordId, { wordId, word, items, source: "shipped" });
    }
  for (const { wordId, word, items } of set) words.set(wordId, { wordId, word, items, source: "district" });
  return [...words.values()];
}
