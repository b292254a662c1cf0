/** What the pages search in (搜索索引): one file for each edition of the catalogue and of the everyday words. */
export type SearchEdition = {
  format: 1;
  /** Those that people use most first. */
  items: SearchedItem[];
  /** Everyday words, each with how it is read and the places in `items` of what it means, best first. */
  words: [word: string, read: string, items: number[]][];
  /** Traditional characters of what occurs here, each before its simplified one. */
  traditional: string;
  /** Which characters sound alike, by how they are read (拼音). */
  sounds: Record<string, string>;
};

export type SearchedItem = {
  itemCode: string;
  name: { zh: string; en: string };
  /** What one gets by it. */
  result: { zh: string; en: string };
  /** Syllables of the Chinese name, with spaces between. */
  read: string;
  kind: "instant" | "promised" | "other";
  promisedDays: number;
  visits: number;
};

/** What people say, and the codes of the items that they mean by it, best first (俗称). */
export type EverydayWord = { word: string; items: readonly string[] };
