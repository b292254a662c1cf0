import { catalogueProblems } from "#shared/catalogue/problems.ts";
import * as api from "#shared/catalogue/search/api.ts";
import {
  countMiss,
  forgetMiss,
  type MissStore,
  type NewMisses,
  shownMisses,
} from "#shared/catalogue/search/misses.ts";
import { normalise } from "#shared/catalogue/search/text.ts";
import { everydayWord, type KnownWord, phraseIdOf, type WordRecord } from "#shared/catalogue/search/words.ts";
import { type Route, route } from "#shared/kernel/http/api.ts";
import { requireNoErrors } from "#shared/kernel/http/field-error.ts";
import { httpProblems } from "#shared/kernel/http/problem.ts";
import { keepRecord, type RecordStore } from "#shared/kernel/records/record-store.ts";
import { type EditionDeps, editions } from "./editions.ts";

export type SearchDeps = Omit<EditionDeps, "words"> & {
  words: RecordStore<WordRecord, typeof everydayWord.indexes>;
  misses: MissStore;
  news: RecordStore<NewMisses>;
};

const publicFor = (seconds: number, more = "") => ({ "cache-control": `public, max-age=${seconds}${more}` });
const year = 31_536_000;
/** As many misses as somebody reads. */
const maxMisses = 200;

/** What people search in, the words they search by, and what they did not find. */
export function searchApi(deps: SearchDeps): Route[] {
  const { words, misses, news, now } = deps;
  const made = editions(deps);
  const everybody = { role: "system", id: "search" };

  /** With the items' names, as far as the catalogue has them. */
  const views = async (known: readonly KnownWord[]) => {
    const { summaries } = await made.contents();
    const names = new Map(summaries.map(({ itemCode, name }) => [itemCode, name]));
    return known.map(({ wordId, word, items, source }) => ({
      wordId,
      word,
      source,
      items: items.map((itemCode) => ({
        itemCode,
        ...(names.has(itemCode) && { name: names.get(itemCode) }),
      })),
    }));
  };

  /** @throws Problem 400 that names each item that is not there or stands twice */
  const refuseWrongItems = async (items: readonly string[]): Promise<void> => {
    const { summaries } = await made.contents();
    const known = new Set(summaries.map(({ itemCode }) => itemCode));
    const errors = items.flatMap((code, at) => {
      const path = `body/items/${at}`;
      if (items.indexOf(code) < at)
        return {
          path,
          code: "custom",
          message: { zh: "这个事项已经列出。", en: "This item is listed already." },
        };
      return known.has(code)
        ? []
        : {
            path,
            code: "custom",
            message: { zh: "目录中没有这个事项。", en: "The catalogue has no such item." },
          };
    });
    requireNoErrors(errors);
  };

  return [
    route(api.getCurrentEdition)(async () => ({
      status: 200,
      headers: publicFor(60),
      body: await made.current(),
    })),

    route(api.getEdition)(async ({ path: { edition } }) => {
      const packed = await made.packedOf(edition);
      if (!packed) throw catalogueProblems.editionNotFound();
      return {
        status: 200,
        headers: { ...publicFor(year, ", immutable"), "content-encoding": "gzip" },
        body: packed,
      };
    }),

    route(api.countSearchMiss)(async ({ body: { q }, traceparent }) => {
      await countMiss({ misses, news }, q, { at: now(), actor: everybody, trace: traceparent });
      return { status: 204 };
    }),

    route(api.listSearchMisses)(async () => {
      const { items } = await misses.list("misses", shownMisses, { limit: maxMisses, newestFirst: true });
      const shown = items.flatMap(({ missId, phrase, days, lastOn }) =>
        phrase === undefined ? [] : { missId, phrase, days, lastOn },
      );
      return { status: 200, body: { items: shown.toSorted((a, b) => b.days - a.days) } };
    }),

    route(api.forgetSearchMiss)(async ({ body: { missId }, caller, traceparent }) => {
      const by = { at: now(), actor: { role: caller.role, id: caller.id }, trace: traceparent };
      await forgetMiss(misses, missId, by);
      return { status: 204 };
    }),

    route(api.listEverydayWords)(async ({ query: { q = "", limit, cursor } }) => {
      const asked = normalise(q);
      const { words: known } = await made.contents();
      const found = known
        .filter(({ word, items }) => items.length > 0 && normalise(word).includes(asked))
        .sort((a, b) => a.source.localeCompare(b.source));
      const from = cursor ? found.findIndex(({ wordId }) => wordId === cursor) + 1 : 0;
      const page = found.slice(from, from + limit);
      return {
        status: 200,
        body: {
          items: await views(page),
          total: found.length,
          nextCursor: from + limit < found.length ? (page.at(-1)?.wordId ?? null) : null,
        },
      };
    }),

    route(api.setEverydayWord)(async ({ body: { word, items }, caller, traceparent }) => {
      if (normalise(word) === "") throw httpProblems.invalidRequest(nothingToSearch);
      await refuseWrongItems(items);
      const wordId = phraseIdOf(word);
      const by = { at: now(), actor: { role: caller.role, id: caller.id }, trace: traceparent };
      const step = { ...by, event: items.length > 0 ? ("wordSet" as const) : ("wordTakenOut" as const) };
      await keepRecord<WordRecord, WordRecord>(words, wordId, (before) => {
        if (!before) return everydayWord.first({ wordId, word, items }, step);
        const isSame = before.word === word && before.items.join() === items.join();
        return isSame ? before : everydayWord.next(before, { word, items }, step);
      });
      await forgetMiss(misses, wordId, by);
      const [view] = await views([{ wordId, word, items, source: "district" }]);
      if (!view) throw new Error("a word that was set has a view");
      return { status: 200, body: view };
    }),
  ];
}

const nothingToSearch = {
  facts: { count: 1 },
  errors: [
    {
      path: "body/word",
      code: "custom",
      message: { zh: "其中没有可以搜索的文字。", en: "There is nothing in it that could be searched." },
    },
  ],
};
