import { describe, expect, it } from "vitest";
import { printWarnings } from "#shared/cases/print-warnings.ts";

const rare = "\u{2B74F}";

describe("characters that no font of official documents has", () => {
  it("are told with what is printed instead, each text and character once", () => {
    const warnings = printWarnings({
      applicant: { name: `李${rare}${rare}` },
      agent: { name: "王磊" },
      parties: [{ name: "张伟" }, { name: `张${rare}` }],
      answers: { shopName: "颍河小馆", staff: [{ name: `陈${rare}\u{30EDE}` }], area: 60 },
    });
    expect(warnings.map(({ path, code }) => [path, code])).toEqual([
      ["body/applicant/name", "notInFont"],
      ["body/parties/1/name", "notInFont"],
      ["body/answers/staff/0/name", "notInFont"],
    ]);
    expect(warnings[0]?.message.zh).toContain(`文书上“${rare}”会印成〔U+2B74F〕。`);
    expect(warnings[0]?.message.en).toContain(`they print “${rare}” as 〔U+2B74F〕.`);
    expect(warnings[2]?.message.zh).toContain(`“${rare}”会印成〔U+2B74F〕，“\u{30EDE}”会印成〔U+30EDE〕`);
  });

  it("are not those that a font has, nor what is invisible or ends a line", () => {
    const name = "\u{20BB7}㛃䶮·阿卜杜\u{E0100}";
    expect(
      printWarnings({ applicant: { name }, answers: { facts: "第一行\n第二行，¥12.5 m²", yes: true } }),
    ).toEqual([]);
    expect(printWarnings({})).toEqual([]);
    expect(printWarnings({ answers: null, applicant: { name: 5 } })).toEqual([]);
  });
});
