import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { printable, wrap } from "../../../functions/documents/official-documents/text.ts";

/** One for a Latin character, two for another. */
const widthOf = (text: string): number =>
  Array.from(text).reduce((sum, character) => sum + (character < "ɐ" ? 1 : 2), 0);
const lines = (text: string, room: number, indent = 0): string[] =>
  wrap(text, room, widthOf, indent).map((line) => line.text);

describe("lines", () => {
  test("break between characters, the first one indented", () => {
    expect(lines("您申请的食品经营许可", 8)).toEqual(["您申请的", "食品经营", "许可"]);
    expect(lines("您申请的食品经营许可", 8, 4)).toEqual(["您申", "请的食品", "经营许可"]);
  });

  test("do not begin with a closing mark nor end with an opening one", () => {
    expect(lines("您申请的，食品", 8)).toEqual(["您申请", "的，食品"]);
    expect(lines("依照申《食品》办", 8)).toEqual(["依照申", "《食品》", "办"]);
  });

  test("keep words and numbers whole as long as a line can take them", () => {
    expect(lines("编号 4116021001", 12)).toEqual(["编号", "4116021001"]);
    expect(lines("abcdefghij", 4)).toEqual(["abcd", "efgh", "ij"]);
  });

  test("know where a paragraph ends", () => {
    expect(wrap("一二三\n\n四", 4, widthOf)).toEqual([
      { text: "一二", last: false },
      { text: "三", last: true },
      { text: "", last: true },
      { text: "四", last: true },
    ]);
  });

  test("lose nothing but the white space at their ends, and are never too wide", () => {
    const texts = fc.string({ unit: fc.constantFrom(..."字a1 ，。《》（）%\n".split("")), maxLength: 60 });
    fc.assert(
      fc.property(texts, fc.integer({ min: 8, max: 30 }), (text, room) => {
        const found = lines(text, room);
        const bare = (one: string) => one.replaceAll(/\s/g, "");
        expect(bare(found.join(""))).toBe(bare(text));
        for (const line of found) expect(widthOf(line)).toBeLessThanOrEqual(room);
      }),
    );
  });
});

describe("what can be printed", () => {
  const lackingGlyphs: number[] = [];
  const print = (text: string) =>
    printable(
      text,
      (code) => code < 0x20000,
      (code) => lackingGlyphs.push(code),
    );

  test("tells rare characters by their code points", () => {
    expect(print("𠀀李")).toBe("〔U+20000〕李");
    expect(lackingGlyphs).toEqual([0x20000]);
  });

  test("drops what is invisible and keeps the ends of lines", () => {
    expect(print("葛\u{E0100}一\u200B二\u202E\r\n三\t四\u0000")).toBe("葛一二\n三 四 ");
  });
});
