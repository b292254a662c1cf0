import { gzipSync } from "node:zlib";
import type { Catalogue } from "#shared/catalogue/contents.ts";
import { summariesIn } from "#shared/catalogue/contents.ts";
import type { ItemSummary } from "#shared/catalogue/item-summary.ts";
import type { EditionFiles } from "#shared/catalogue/search/edition-files.ts";
import { makeEdition } from "#shared/catalogue/search/make-edition.ts";
import {
  allWords,
  type everydayWord,
  type KnownWord,
  type WordRecord,
  wordsInForce,
} from "#shared/catalogue/search/words.ts";
import { allPages } from "#shared/kernel/aws/page.ts";
import type { Clock } from "#shared/kernel/clock.ts";
import { canonicalJson, sha256Hex } from "#shared/kernel/messaging/canonical.ts";
import type { RecordStore } from "#shared/kernel/records/record-store.ts";

export type EditionDeps = {
  items: Pick<Catalogue["store"], "list">;
  words: Pick<RecordStore<WordRecord, typeof everydayWord.indexes>, "list">;
  files: EditionFiles;
  /** What ships of the district. */
  shipped: readonly { items: readonly string[]; words: readonly string[] }[];
  popular: readonly string[];
  now: Clock;
};

type SetWord = Pick<WordRecord, "wordId" | "word" | "items">;
type Contents = { summaries: ItemSummary[]; words: KnownWord[] };

/** Changed with what an edition is made by, so that a release makes one anew. */
const maker = 1;
/** So long an execution environment takes items and words as it read them. */
const lifeMs = 60_000;

export function editions({ items, words, files, shipped, popular, now }: EditionDeps) {
  let read: { contents: Contents; until: number } | undefined;
  /** An index of the table may not show them yet. */
  let justSet: SetWord[] = [];
  let latest: { edition: string; packed: Buffer } | undefined;

  const contents = async (): Promise<Contents> => {
    const at = Date.parse(now());
    // An empty catalogue is about to be filled: look again at once.
    if (!read || read.until < at || read.contents.summaries.length === 0) {
      const [summaries, set] = await Promise.all([
        summariesIn(items),
        allPages((cursor) => words.list("everydayWords", allWords, { cursor, limit: 1000 })),
      ]);
      read = {
        contents: { summaries, words: wordsInForce(shipped, [...set, ...justSet]) },
        until: at + lifeMs,
      };
      justSet = [];
    }
    return read.contents;
  };

  /** What is in it gives an edition its name: whoever makes it, it is the same. */
  const nameOf = ({ summaries, words: known }: Contents): string =>
    sha256Hex(
      canonicalJson({
        maker,
        popular,
        items: summaries.map(({ itemCode, version }) => [itemCode, version]),
        words: known.map(({ word, items: codes }) => [word, ...codes]),
      }),
    ).slice(0, 32);

  const packedOf = async (edition: string): Promise<Buffer | undefined> => {
    if (latest?.edition === edition) return latest.packed;
    const packed = await files.read(edition);
    if (packed) latest = { edition, packed };
    return packed;
  };

  return {
    contents,
    packedOf,
    /** What was read before is out of date. */
    readAgain(set: SetWord): void {
      read = undefined;
      justSet.push(set);
    },
    /** The edition of items and words as they are; the first to ask for it after a publication makes it. */
    async current(): Promise<{ edition: string; items: number }> {
      const found = await contents();
      const edition = nameOf(found);
      if (!(await packedOf(edition))) {
        const made = makeEdition(found.summaries, found.words, popular);
        const packed = gzipSync(JSON.stringify(made), { level: 9 });
        await files.put(edition, packed);
        latest = { edition, packed };
      }
      return { edition, items: found.summaries.length };
    },
  };
}
export type Editions = ReturnType<typeof editions>;
