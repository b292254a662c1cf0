import { describe, expect, test } from "vitest";
import { shippedCatalogue } from "#data/index.ts";
import everydayWords from "#district/everyday-words.json" with { type: "json" };
import { type ItemSummary, summaryOf } from "#shared/catalogue/item-summary.ts";
import { openSearch } from "#shared/catalogue/search/find.ts";
import { makeEdition, readingOf } from "#shared/catalogue/search/make-edition.ts";
import { marksIn } from "#shared/catalogue/search/marks.ts";

const summaries = shippedCatalogue().map((item) => summaryOf(item, 1));
const everyday = everydayWords.flatMap(({ items, words }) => words.map((word) => ({ word, items })));
const shipped = await openSearch(makeEdition(summaries, everyday, []));
const names = (typed: string): string[] => shipped.find(typed).map(({ item }) => item.name.zh);

/** Items of these names and nothing else that tells them apart. */
const named = (...all: string[]): ItemSummary[] =>
  all.map((zh, at) => ({
    ...(summaries[0] as ItemSummary),
    itemCode: `CODE${at}`,
    name: { zh, en: `Item ${zh.length}` },
    result: { zh: "决定", en: "Decision" },
    aliases: [],
  }));

describe("what is found first", () => {
  test("is the same name, then an everyday word, then a beginning, then a part", async () => {
    const words = [{ word: "养狗", items: ["CODE3"] }];
    const { find } = await openSearch(
      makeEdition(named("家庭养狗管理", "养狗证年审", "养狗", "犬只登记"), words, []),
    );
    expect(find("养狗").map(({ item }) => item.name.zh)).toEqual([
      "养狗",
      "犬只登记",
      "养狗证年审",
      "家庭养狗管理",
    ]);
  });

  test("is a company before a sole trader, where either may be meant", () => {
    for (const typed of ["公司注册", "营业执照", "營業執照"]) {
      const found = names(typed);
      expect(found[0], typed).toBe("公司设立登记");
      expect(found.indexOf("个体工商户设立登记"), typed).not.toBe(0);
    }
  });

  test("is what people use most, of what is equally near", async () => {
    const alike = named("甲类证件补领", "乙类证件补领");
    const firstWith = async (popular: string[]): Promise<string | undefined> =>
      (await openSearch(makeEdition(alike, [], popular))).find("证件补领")[0]?.item.itemCode;
    expect(await firstWith([])).toBe("CODE0");
    expect(await firstWith(["CODE1"])).toBe("CODE1");
  });

  test("says by which word it was found, where that was no part of its name", () => {
    expect(shipped.find("吃低保")[0]).toMatchObject({ word: "吃低保" });
    expect(shipped.find("最低生活保障对象认定")[0]?.word).toBeUndefined();
  });

  test("is nothing where nothing was asked", () => {
    for (const typed of ["", " ", "？！", "a", "…"]) expect(names(typed), typed).toEqual([]);
  });
});

describe("how a name is read", () => {
  test.each([
    ["重复", "chong fu"],
    ["重大违法行为", "zhong da wei fa xing wei"],
    ["银行行业", "yin hang hang ye"],
    ["参保登记", "can bao deng ji"],
    ["ABC登记（新）", "deng ji xin"],
  ])("%s: %s", (text, read) => {
    expect(readingOf(text).join(" ")).toBe(read);
  });
});

describe("what is marked in a name", () => {
  const marked = (name: string, typed: string): string =>
    marksIn(name, typed, readingOf(name).join(" "))
      .map((piece) => (piece.marked ? `[${piece.text}]` : piece.text))
      .join("");
  test.each([
    ["异地就医备案", "异地就医", "[异地就医]备案"],
    ["食品经营许可（新办）", "食品许可", "[食品]经营[许可]（新办）"],
    ["异地就医备案", "jiuyi", "异地[就医]备案"],
    ["异地就医备案", "ydj", "[异地就]医备案"],
    ["增值税一般纳税人登记", "税", "增值[税]一般纳[税]人登记"],
    ["Food business licence (new)", "food lic", "[Food] business [lic]ence (new)"],
    ["异地就医备案", "社保", "异地就医备案"],
  ])("%s, for %s", (name, typed, shown) => {
    expect(marked(name, typed)).toBe(shown);
  });
});
