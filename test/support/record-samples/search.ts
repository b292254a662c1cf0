import { type NewMisses, newMisses, type SearchMiss, searchMiss } from "#shared/catalogue/search/misses.ts";
import { everydayWord, type WordRecord } from "#shared/catalogue/search/words.ts";
import { itemCode } from "#test/unit/ratings/samples.ts";
import { type RecordSamples, step } from "./samples.ts";

const hex = (serial: number): string => serial.toString(16).padStart(16, "0");

const dayNo = (serial: number): string => `2026-03-${String((serial % 28) + 1).padStart(2, "0")}`;

export const everydayWords: RecordSamples<WordRecord> = {
  definition: everydayWord,
  make: (serial) =>
    everydayWord.first(
      { wordId: hex(serial), word: `开饭店${serial}`, items: [itemCode] },
      { event: "wordSet", ...step },
    ),
  end: (record) => everydayWord.next(record, { items: [] }, { event: "wordTakenOut", ...step }),
};

export const searchMisses: RecordSamples<SearchMiss> = {
  definition: searchMiss,
  make: (serial) =>
    searchMiss.first(
      { missId: hex(serial), days: 5, lastOn: dayNo(serial), phrase: `飞船执照${serial}` },
      { event: "counted", ...step },
    ),
  end: (record) => searchMiss.next(record, { days: 0, phrase: undefined }, { event: "answered", ...step }),
};

export const newMissCounts: RecordSamples<NewMisses> = {
  definition: newMisses,
  make: (serial) => newMisses.first({ day: dayNo(serial), count: 1 }, { event: "counted", ...step }),
  end: (record) => newMisses.next(record, { count: record.count + 1 }, { event: "counted", ...step }),
};
