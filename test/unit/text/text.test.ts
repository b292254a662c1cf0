import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { line, lines, normalText, textFault } from "#shared/kernel/text.ts";

const named: [string, string][] = [
  ["half of a character", "张\ud842"],
  ["nothing that is seen", "\u200b\u200b\u200b"],
  ["a line break", "张\n伟"],
  ["a null", "张\u0000伟"],
  ["another direction of reading", "张\u202e伟"],
  ["a vendor's own character", "张\ue815"],
  ["no character at all", "张\uffff"],
  ["one that is not assigned", "张\u{e0fff}"],
  ["a soft hyphen", "张\u00ad伟"],
  ["a filler that counts as a letter", "\u3164\u3164"],
  ["blank Braille", "\u2800\u2800"],
  ["a joiner alone", "张\u200d伟"],
  ["a line separator", "张\u2028伟"],
  ["what stands for a lost character", "张\ufffd"],
  ["what stands for a lost picture", "张\ufffc伟"],
  ["an escape", "\u001b[31m张伟"],
  ["marks alone", "\u0301\u0301"],
  ["dots alone", "。。"],
];

describe("text that people read", () => {
  test.each(named)("has not %s", (_what, text) => {
    const { error } = line(2, 100).safeParse(text);
    expect(error?.issues[0]?.message).toMatch(/\p{Script=Han}.*\|[A-Z]/u);
  });

  test.each([
    "张伟",
    "阿依古丽·买买提",
    "𠮷㛃䶮𬍛",
    "O’Connor-Smith",
    "办事很快👨‍👩‍👧👍🏽",
    "葛\u{e0100}飾",
    "བཀྲ་ཤིས།",
    "ئۇيغۇر",
    "第 2 条（一）",
  ])("stays as it is: %s", (text) => {
    expect(line(2, 100).parse(text)).toBe(text.normalize("NFC"));
  });

  test("is kept in one form, its ends trimmed", () => {
    expect(line(1, 20).parse("  e\u0301t\u00e9 ")).toBe("\u00e9t\u00e9");
    expect(lines(1, 20).parse("第一行\r\n第二行\n")).toBe("第一行\n第二行");
    expect(lines(0, 20).parse("   ")).toBe("");
  });

  test("has several lines only where they are asked for", () => {
    expect(textFault("第一行\n第二行", { lines: true })).toBeUndefined();
    expect(textFault("第一行\n第二行")?.zh).toContain("只能填写一行");
    expect(textFault("第一行\u0007", { lines: true })?.en).toContain("U+0007");
  });

  test("is too short before it is unreadable, in so many words", () => {
    expect(
      lines(2, 100)
        .safeParse("。")
        .error?.issues.map(({ code }) => code),
    ).toEqual(["too_small"]);
  });

  test("is well-formed and has something to read whenever it is taken", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 12 }), (text) => {
        const { data } = line(1, 12).safeParse(text);
        if (data === undefined) return;
        expect(data.isWellFormed()).toBe(true);
        expect(data).toMatch(/[\p{L}\p{N}]/u);
        expect(data).not.toMatch(/[\p{Cc}\p{Co}\p{Cn}]/u);
        expect(normalText(data)).toBe(data);
      }),
      { numRuns: 2_000 },
    );
  });
});
