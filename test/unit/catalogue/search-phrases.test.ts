import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { shippedCatalogue } from "#data/index.ts";
import everydayWords from "#district/everyday-words.json" with { type: "json" };
import popular from "#district/popular-items.json" with { type: "json" };
import { summaryOf } from "#shared/catalogue/item-summary.ts";
import { openSearch } from "#shared/catalogue/search/find.ts";
import { makeEdition } from "#shared/catalogue/search/make-edition.ts";
import { phrases } from "./everyday-phrases.ts";

const summaries = shippedCatalogue().map((item) => summaryOf(item, 1));
const everyday = everydayWords.flatMap(({ items, words }) => words.map((word) => ({ word, items })));
const edition = makeEdition(summaries, everyday, popular);
const search = await openSearch(edition);
const names = (typed: string): string[] => search.find(typed).map(({ item }) => item.name.zh);

describe("what people type", () => {
  const typed = phrases.flatMap(([wanted, ...each]) => each.map((phrase) => [phrase, wanted] as const));

  it("finds what they want among the first three", () => {
    const missed = typed.flatMap(([phrase, wanted]) => {
      const first = names(phrase).slice(0, 3);
      return first.some((name) => name.startsWith(wanted))
        ? []
        : [`${phrase} -> ${wanted}, not ${first.join(" | ")}`];
    });
    const share = 1 - missed.length / typed.length;
    const packed = gzipSync(JSON.stringify(edition)).length;
    process.stdout.write(
      `search: ${typed.length} phrases, ${(100 * share).toFixed(1)} % among the first three; ${everyday.length} everyday words; index ${(packed / 1024).toFixed(0)} KB packed\n${missed.map((one) => `  ${one}\n`).join("")}`,
    );
    expect(typed.length).toBeGreaterThanOrEqual(150);
    expect(share).toBeGreaterThanOrEqual(0.95);
  });
});
