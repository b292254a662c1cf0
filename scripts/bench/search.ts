import { gzipSync } from "node:zlib";
import { catalogueContext, shippedCatalogue } from "#data/index.ts";
import everydayWords from "#district/everyday-words.json" with { type: "json" };
import popular from "#district/popular-items.json" with { type: "json" };
import { generateCatalogue } from "#scripts/catalogue/generate.ts";
import { summaryOf } from "#shared/catalogue/item-summary.ts";
import { openSearch } from "#shared/catalogue/search/find.ts";
import { makeEdition } from "#shared/catalogue/search/make-edition.ts";

export type SearchFigures = {
  items: number;
  packedBytes: number;
  /** Until a page that has the file can search. */
  openMs: number;
  letters: number;
  /** Of a search for each letter that is typed: half of them, nineteen in twenty, all. */
  halfMs: number;
  mostMs: number;
  slowestMs: number;
  slowest: string;
};

/** Processor time, which neighbours on the machine do not lengthen as they do the clock's. */
function cpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

const words = everydayWords.flatMap(({ items, words: each }) => each.map((word) => ({ word, items })));
const sentences = ["yidijiuyi", "食品经营许可证怎么办理", "lost social security card", "營業執照"];
/** Every fourth everyday word and some sentences, as they grow letter by letter. */
const typed = [...words.filter((_, at) => at % 4 === 0).map(({ word }) => word), ...sentences].flatMap(
  (text) => [...text].map((_, at) => [...text].slice(0, at + 1).join("")),
);

async function figuresOf(count: number): Promise<SearchFigures> {
  const shipped = shippedCatalogue();
  const items = [...shipped, ...generateCatalogue(count - shipped.length, 1, catalogueContext)];
  const text = JSON.stringify(
    makeEdition(
      items.map((item) => summaryOf(item, 1)),
      words,
      popular,
    ),
  );
  const begin = cpuMs();
  const search = await openSearch(JSON.parse(text));
  const openMs = cpuMs() - begin;
  for (const each of typed.slice(0, 200)) search.find(each);
  const times = typed
    .map((each) => {
      const before = cpuMs();
      search.find(each);
      return { each, ms: cpuMs() - before };
    })
    .sort((a, b) => a.ms - b.ms);
  const at = (share: number) => times[Math.floor((times.length - 1) * share)] ?? { each: "", ms: 0 };
  return {
    items: items.length,
    packedBytes: gzipSync(text, { level: 9 }).length,
    openMs,
    letters: times.length,
    halfMs: at(0.5).ms,
    mostMs: at(0.95).ms,
    slowestMs: at(1).ms,
    slowest: at(1).each,
  };
}

/** Searching in the district's items, and in ten times as many. */
export const searchFigures = async (): Promise<SearchFigures[]> => [
  await figuresOf(992),
  await figuresOf(10_000),
];

export const searchReport = (figures: readonly SearchFigures[]): string[] => [
  "Search, in the browser; milliseconds of processor on this machine:",
  ...figures.map(
    ({ items, packedBytes, openMs, letters, halfMs, mostMs, slowestMs, slowest }) =>
      `  ${items} items: index ${(packedBytes / 1024).toFixed(0)} KB packed, opened in ${openMs.toFixed(0)} ms; of ${letters} letters half within ${halfMs.toFixed(2)}, 95 % within ${mostMs.toFixed(2)}, the slowest ${slowestMs.toFixed(1)} (${slowest})`,
  ),
];
