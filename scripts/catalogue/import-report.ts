import type { Text } from "#shared/kernel/http/locale.ts";
import { type Terminal, tableOf } from "../terminal.ts";
import type { Gap, Remedy } from "./complete.ts";

const words: Record<Remedy, Text> = {
  chinese: { zh: "暂用中文", en: "the Chinese words" },
  code: { zh: "由实施编码得出", en: "what the item's code says" },
  default: { zh: "映射文件的默认值", en: "the mapping's default" },
  genericForm: { zh: "该类型的通用申请表", en: "the general form of its type" },
  noLimit: { zh: "视为无法定时限", en: "no legal limit" },
  no: { zh: "留空", en: "left empty" },
};
const heading = { zh: ["字段", "缺少的行数", "填入"], en: ["Field", "Rows without", "Filled with"] };

export type GapCount = Gap & { rows: number };

/** How many rows lack each field, the most first. */
export function countGaps(gaps: readonly Gap[]): GapCount[] {
  const counts = new Map<string, GapCount>();
  for (const { field, remedy } of gaps) {
    const known = counts.get(`${field} ${remedy}`) ?? { field, remedy, rows: 0 };
    counts.set(`${field} ${remedy}`, { ...known, rows: known.rows + 1 });
  }
  return [...counts.values()].sort((a, b) => b.rows - a.rows || (a.field < b.field ? -1 : 1));
}

export function printGaps(gaps: readonly GapCount[], { locale, print }: Terminal): void {
  const cellsOf = ({ field, rows, remedy }: GapCount) => [field, `${rows}`, words[remedy][locale]];
  if (gaps.length > 0) print(tableOf([heading[locale], ...gaps.map(cellsOf)]));
}
