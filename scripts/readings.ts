import { pinyin } from "pinyin-pro";
import { shippedCatalogue } from "#data/index.ts";
import departments from "#district/departments.json" with { type: "json" };
import everydayWords from "#district/everyday-words.json" with { type: "json" };
import { topicsOf } from "./catalogue/generate-names.ts";

/** All characters of GB 2312, which are what items are named with. */
function characters(): string[] {
  const decoder = new TextDecoder("gbk");
  const all: string[] = [];
  for (let row = 0xb0; row <= 0xf7; row += 1)
    for (let cell = 0xa1; cell <= 0xfe; cell += 1) {
      const character = decoder.decode(new Uint8Array([row, cell]));
      if (/^\p{Script=Han}$/u.test(character)) all.push(character);
    }
  return all;
}

const syllables = (text: string): string[] => pinyin(text, { toneType: "none", type: "array", v: true });

/** Texts of the field, whose words tell how a character with several readings is read in them. */
function phrases(): string[] {
  const texts = [
    ...shippedCatalogue().flatMap(({ name, result, aliases = [] }) => [name.zh, result.name.zh, ...aliases]),
    ...everydayWords.flatMap(({ words }) => words),
    ...departments.map(({ name }) => name.zh),
    ...Object.values(topicsOf).flatMap(({ subjects }) =>
      subjects.map((subject) => subject.split("|")[0] ?? ""),
    ),
    "银行 行业 同行 重庆 重复 重新 长期 校长 家长 成长 会计 统计 调查 调动 单位 音乐 快乐 快递 传记 都市 首都 投降 下降 弹药 差旅 出差 朝阳 宿舍 参加 人参 省市 反省 校对 学校 折旧 薄弱 便宜 便民 提供 供给 给付 给予 率领 效率",
  ];
  return [...new Set(texts.flatMap((text) => text.match(/\p{Script=Han}{2,}/gu) ?? []))];
}

/** How characters are read (拼音), without tones: each its usual way, and in which words otherwise. */
export function readings(): { usual: Record<string, string>; within: Record<string, string> } {
  const usual = new Map(characters().map((character) => [character, syllables(character)[0] ?? ""]));
  const within = new Map<string, string>();
  for (const phrase of phrases())
    for (const [at, read] of syllables(phrase).entries()) {
      const character = phrase[at] ?? "";
      if (usual.get(character) === read) continue;
      // With what stands before it, or after it where it is the first.
      const start = Math.max(0, at - 1);
      const word = phrase.slice(start, start + 2);
      within.set(
        word,
        [...word].map((each, index) => (start + index === at ? read : (usual.get(each) ?? ""))).join(" "),
      );
    }
  const bySyllable = new Map<string, string>();
  for (const [character, read] of usual) bySyllable.set(read, (bySyllable.get(read) ?? "") + character);
  return {
    usual: Object.fromEntries([...bySyllable].sort(([a], [b]) => (a < b ? -1 : 1))),
    within: Object.fromEntries([...within].sort(([a], [b]) => (a < b ? -1 : 1))),
  };
}
