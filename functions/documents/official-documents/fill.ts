import { dayOf } from "#shared/kernel/calendar/working-days.ts";

/** 2026-11-23 -> 2026年11月23日. */
export const chineseDate = (date: string): string => {
  const [year, month, day] = date.split("-").map(Number);
  return `${year}年${month}月${day}日`;
};

/** The day of an instant in Shanghai, as it is written on documents. */
export const chineseDay = (instant: string): string => chineseDate(dayOf(instant));

export type Words = Record<string, string | undefined>;

/** @throws Error when a text has a place for a word that is not there: a document must not show `{name}` */
export function fill(template: string, words: Words): string {
  return template.replace(/\{(\w+)\}/g, (_all, name: string) => {
    const word = words[name];
    if (word === undefined) throw new Error(`no word for {${name}} in an official document`);
    return word;
  });
}
