import { dayOf } from "#shared/kernel/calendar/working-days.ts";
import { invisible, printedFor } from "#shared/kernel/printed-characters.ts";

/** 2026-11-23 -> 2026年11月23日. */
export const chineseDate = (date: string): string => {
  const [year, month, day] = date.split("-").map(Number);
  return `${year}年${month}月${day}日`;
};

const shanghaiOffsetMs = 8 * 3_600_000;

/** The day of an instant in Shanghai, as it is written on documents. */
export const chineseDay = (instant: string): string => chineseDate(dayOf(instant));

/** 2026-11-23 and 09:30 -> 2026年11月23日9时30分. */
export function chineseTime(date: string, time: string): string {
  const [hours = "", minutes = ""] = time.split(":");
  return `${chineseDate(date)}${Number(hours)}时${minutes}分`;
}

/** The same of an instant, in Shanghai. */
export const chineseMoment = (instant: string): string =>
  chineseTime(dayOf(instant), new Date(Date.parse(instant) + shanghaiOffsetMs).toISOString().slice(11, 16));

const digits = "零一二三四五六七八九";

/** 15 -> 十五, as limits are written in laws; from 1 to 999. */
export function chineseNumber(count: number): string {
  const [hundreds, tens, ones] = [Math.floor(count / 100), Math.floor(count / 10) % 10, count % 10];
  const head = hundreds > 0 ? `${digits[hundreds]}百` : "";
  const between = hundreds > 0 && tens === 0 && ones > 0 ? "零" : "";
  const ten = tens === 0 ? "" : `${tens === 1 && hundreds === 0 ? "" : digits[tens]}十`;
  return `${head}${between}${ten}${ones > 0 ? digits[ones] : ""}`;
}

export type Words = Record<string, string | undefined>;

/** @throws Error when a text has a place for a word that is not there: a document must not show `{name}` */
export function fill(template: string, words: Words): string {
  return template.replace(/\{(\w+)\}/g, (_all, name: string) => {
    const word = words[name];
    if (word === undefined) throw new Error(`no word for {${name}} in an official document`);
    return word;
  });
}

/** Text with nothing in it that is not a character or the end of a line. */
const plain = (text: string): string =>
  text
    .replace(/\r\n?|[\u2028\u2029]/g, "\n")
    .replaceAll(invisible, "")
    .replace(/(?!\n)\p{Cc}/gu, " ");

/**
 * Rare characters (生僻字) that the font lacks are named by their code point, such as 〔U+2B74F〕: a blank box on an
 * official document misleads. `lacking` hears of each.
 */
export const printable = (
  text: string,
  has: (codePoint: number) => boolean,
  lacking: (codePoint: number) => void,
): string =>
  Array.from(plain(text), (character) => {
    const codePoint = character.codePointAt(0) ?? 0;
    if (character === "\n" || has(codePoint)) return character;
    lacking(codePoint);
    return printedFor(character);
  }).join("");

export type Run = { text: string; font: number };

/** The parts of a text that one font each draws. */
export function runsOf(text: string, fontOf: (codePoint: number) => number): Run[] {
  const runs: Run[] = [];
  for (const character of text) {
    const font = fontOf(character.codePointAt(0) ?? 0);
    const last = runs.at(-1);
    if (last?.font === font) last.text += character;
    else runs.push({ text: character, font });
  }
  return runs;
}

/** The same for every text in a record, however deep. */
export const mapTexts = <Value>(value: Value, change: (text: string) => string): Value =>
  JSON.parse(JSON.stringify(value), (_name, one) => (typeof one === "string" ? change(one) : one));

export type Line = { text: string /** Ends its paragraph, so that it is not stretched. */; last: boolean };

/** 避头尾: what may not begin a line, and what may not end one. */
const notFirst = "，。、；：？！）》」』】〕”’…—％·,.;:?!)]}%";
const notLast = "（《「『【〔“‘([{";

/** What a line may not be broken in: words, and a character with the punctuation that belongs to it. */
function unbreakable(text: string): string[] {
  const units: string[] = [];
  let isOpen = false;
  for (const [token] of text.matchAll(/\s+|[!-ɏ]+|[\s\S]/gu)) {
    const before = units.at(-1);
    const sticks = before !== undefined && (isOpen || (notFirst.includes(token) && before.trim() !== ""));
    if (sticks) units[units.length - 1] = before + token;
    else units.push(token);
    isOpen = notLast.includes(token);
  }
  return units;
}

/** A unit that no line can take is broken between its characters after all. */
function fitting(unit: string, textWidth: number, widthOf: (text: string) => number): string[] {
  return widthOf(unit) <= textWidth ? [unit] : Array.from(unit);
}

/**
 * Breaks text into lines no wider than `textWidth` as Chinese is set: anywhere between characters, but not inside a
 * word, before a closing mark or after an opening one. The first line of each paragraph is `indent` shorter. A line is as
 * wide as its parts are: `widthOf` is asked for each of them once.
 */
export function wrap(text: string, textWidth: number, widthOf: (text: string) => number, indent = 0): Line[] {
  return text.split("\n").flatMap((paragraph) => {
    const lines: string[] = [];
    let line = "";
    let width = 0;
    const space = () => textWidth - (lines.length === 0 ? indent : 0);
    for (const unit of unbreakable(paragraph).flatMap((one) => fitting(one, textWidth - indent, widthOf))) {
      const ending = unit.trimEnd();
      if (line !== "" && ending !== "" && width + widthOf(ending) > space()) {
        lines.push(line.trimEnd());
        line = unit.trimStart();
        width = widthOf(line);
      } else {
        line += unit;
        width += widthOf(unit);
      }
    }
    lines.push(line.trimEnd());
    return lines.map((one, index) => ({ text: one, last: index === lines.length - 1 }));
  });
}
