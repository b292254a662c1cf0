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

type Contents = { summaries: ItemSummary[]; words: KnownWord[] };

/** Changed with what an edition is made by, so that a release makes one anew. */
const maker = 1;
/** A thousand summaries are 400 KB: so long an execution environment takes them as it read them; words are few. */
const lifeMs = 60_000;

export function editions({ items, words, files, shipped, popular, now }: EditionDeps) {
  let listing: { summaries: ItemSummary[]; until: number } | undefined;
  let latest: { edition: string; packed: Buffer } | undefined;

  const summariesNow = async (): Promise<ItemSummary[]> => {
    const at = Date.parse(now());
    // An empty catalogue is about to be filled: look again at once.
    if (!listing || listing.until < at || listing.summaries.length === 0)
      listing = { summaries: await summariesIn(items), until: at + lifeMs };
    return listing.summaries;
  };

  const contents = async (): Promise<Contents> => {
    const [summaries, set] = await Promise.all([
      summariesNow(),
      allPages((cursor) => words.list("everydayWords", allWords, { cursor, limit: 1000 })),
    ]);
    return { summaries, words: wordsInForce(shipped, set) };
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
