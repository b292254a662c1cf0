import { expect, test } from "vitest";
import { shippedCatalogue } from "#data/index.ts";
import lifeEvents from "#district/life-events.json" with { type: "json" };
import { summaryOf } from "#shared/catalogue/item-summary.ts";
import { searchItems } from "#shared/catalogue/search.ts";

const summaries = shippedCatalogue().map((item) => summaryOf(item, 1));
const found = (q: string): string[] => searchItems(summaries, { q }).map(({ name }) => name.zh);

test.each([
  ["身份證", "居民身份证换领、补领"],
  ["怎么办身份证？", "居民身份证换领、补领"],
  ["ｉｄ　ｃａｒｄ", "居民身份证换领、补领"],
  ["营业执照", "公司设立登记"],
  ["營業執照", "个体工商户设立登记"],
  ["社保卡", "社会保障卡挂失与补换"],
  ["社 保 卡", "社会保障卡挂失与补换"],
  ["哪里可以补社保卡", "社会保障卡挂失与补换"],
  ["不动产权证书", "存量房转移登记"],
  ["卫生许可证", "公共场所卫生许可"],
  ["低保", "最低生活保障对象认定"],
  ["開飯店", "食品经营许可（新办）"],
  ["food licence", "食品经营许可（新办）"],
])("%s finds %s", (q, name) => {
  expect(found(q)).toContain(name);
});

test("a life event has its items in the order in which they are needed", () => {
  const names = searchItems(summaries, { event: "marriage" }, lifeEvents).map(({ name }) => name.zh);
  expect(names.slice(0, 2)).toEqual(["结婚登记", "夫妻投靠户口迁移"]);
  expect(searchItems(summaries, { event: "birth", theme: "health" }, lifeEvents)).toHaveLength(1);
  expect(searchItems(summaries, { event: "none" }, lifeEvents)).toEqual([]);
});

test("words around a matter alone find nothing that is not asked for", () => {
  expect(found("怎么办")).toEqual([]);
  expect(found("")).toHaveLength(summaries.length);
});
