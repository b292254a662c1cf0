import { deflateSync } from "node:zlib";
import { describe, expect, test, vi } from "vitest";
import coverage from "#data/fonts/coverage.json" with { type: "json" };
import { packed, unprinted } from "#shared/kernel/printed-characters.ts";
import { composeOfficialDocument } from "../../../functions/documents/official-documents/compose.ts";
import { renderOfficialDocument } from "../../../functions/documents/official-documents/render.ts";
import { documentOf, factsOf, font, rareFont, textOf } from "./samples.ts";

const means = { font };

describe("long documents", () => {
  const notice = documentOf("supplementRequested");
  const listOf = (rows: string[][]) => ({ head: ["序号", "材料", "理由"], widths: [0.1, 0.36, 0.54], rows });

  test("go over several pages, each with the list's head and its number", async () => {
    const rows = Array.from({ length: 45 }, (_, index) => [
      `${index + 1}`,
      `材料${index}`,
      "很长的理由，".repeat(7),
    ]);
    const { pages, text } = await textOf(
      (await renderOfficialDocument({ ...notice, list: listOf(rows) }, means)).pdf,
    );
    expect(pages.length).toBe(4);
    for (const [index, page] of pages.entries()) {
      expect(page).toContain(`第${index + 1}页共${pages.length}页`);
      expect(page).toContain(notice.caseNumber);
    }
    for (const page of pages.slice(0, -1)) expect(page).toContain("序号材料理由");
    for (const [, name] of rows) expect(text).toContain(name);
    expect(pages.at(-1)).toContain("前补正");
    expect(pages.at(-1)).toContain("印章位置");
  });

  test("take a reason that is longer than a page, and lose none of it", async () => {
    const words = Array.from({ length: 1000 }, (_, index) => String.fromCodePoint(0x4e00 + index)).join("");
    const { pages, text } = await textOf(
      (await renderOfficialDocument({ ...notice, list: listOf([["1", "平面图", words]]) }, means)).pdf,
    );
    expect(pages.length).toBeGreaterThan(1);
    for (const character of words) expect(text).toContain(character);
  });

  test("never leave the signature alone on a page", async () => {
    for (let length = 0; length < 24; length += 1) {
      const filling = Array.from({ length }, () => "内容。");
      const document = { ...documentOf("refused"), paragraphs: [...filling, "这是最后一段。"] };
      const { pages } = await textOf((await renderOfficialDocument(document, means)).pdf);
      expect(pages.at(-1)).toMatch(/这是最后一段。.*印章位置/);
    }
  });
});

describe("what is drawn", () => {
  test("whom a letter speaks to, and whose case a record is about", async () => {
    const { text: letter } = await textOf((await renderOfficialDocument(documentOf("rejected"), means)).pdf);
    expect(letter).toContain("李敏：");
    for (const name of ["delivered", "documentServed"] as const) {
      const { text } = await textOf((await renderOfficialDocument(documentOf(name), means)).pdf);
      expect(text).toContain("申请人：李敏");
      expect(text).not.toContain("李敏：");
    }
  });

  test("a character that the font lacks, as its code point", async () => {
    const facts = factsOf("submitted", { name: "李\u{2B74F}" });
    const { pdf, lacking } = await renderOfficialDocument(composeOfficialDocument("receipt", facts), means);
    expect((await textOf(pdf)).text).toContain("李〔U+2B74F〕：");
    expect(lacking).toEqual([0x2b74f]);
  });

  test("a rare character as itself, with the font that has it", async () => {
    const facts = factsOf("submitted", { name: "\u{20BB7}野" });
    const document = composeOfficialDocument("receipt", facts);
    const { pdf, lacking } = await renderOfficialDocument(document, { font, rareFont });
    expect((await textOf(pdf)).text).toContain("\u{20BB7}野：");
    expect(lacking).toEqual([]);
    const file = pdf.toString("latin1");
    expect(file.match(/\/FontFile2 \d+ 0 R/g)).toHaveLength(2);
    expect(file).toMatch(/\/BaseFont \/[A-Z]{6}\+HanaMinB/);
    expect(file).not.toMatch(/\/Type1\b/);
  });

  test("what no font has, as its code point, also beside what one has", async () => {
    const facts = factsOf("submitted", { name: "\u{20BB7}\u{2B74F}" });
    const document = composeOfficialDocument("receipt", facts);
    const { pdf, lacking } = await renderOfficialDocument(document, { font, rareFont });
    expect((await textOf(pdf)).text).toContain("\u{20BB7}〔U+2B74F〕：");
    expect(lacking).toEqual([0x2b74f]);
  });

  test("exactly what the list of the fonts' characters says that they have", async () => {
    const characters = [...font.characterSet, ...(await rareFont()).characterSet];
    expect(coverage.characters).toBe(packed([...new Set(characters)].sort((a, b) => a - b)));
    expect(unprinted("李敏\u{20BB7}㛃䶮 ·x1，\n\u{2B74F}\u{2B74F}")).toEqual(["\u{2B74F}"]);
  });

  test("everything else without opening the rare characters' font", async () => {
    const opened = vi.fn(rareFont);
    const one = documentOf("approved");
    const { pdf } = await renderOfficialDocument(one, { font, rareFont: opened });
    expect(opened).not.toHaveBeenCalled();
    expect(pdf.equals((await renderOfficialDocument(one, means)).pdf)).toBe(true);
  });

  test("the organ's seal instead of its place", async () => {
    const { pdf } = await renderOfficialDocument(documentOf("approved"), { font, seal: transparentPng() });
    expect((await textOf(pdf)).text).not.toContain("印章位置");
    expect(pdf.toString("latin1")).toMatch(/\/Subtype \/Image\b/);
    const again = await renderOfficialDocument(documentOf("approved"), { font, seal: transparentPng() });
    expect(again.pdf.equals(pdf)).toBe(true);
  });
});

/** Two by two pixels, red and half transparent. */
function transparentPng(): Buffer {
  const chunk = (type: string, data: Buffer): Buffer => {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(data.length);
    return Buffer.concat([length, Buffer.from(type), data, Buffer.alloc(4)]);
  };
  const header = Buffer.from([0, 0, 0, 2, 0, 0, 0, 2, 8, 6, 0, 0, 0]);
  const row = [0, 200, 0, 0, 128, 200, 0, 0, 255];
  return Buffer.concat([
    Buffer.from("\x89PNG\r\n\x1a\n", "latin1"),
    chunk("IHDR", header),
    chunk("IDAT", deflateSync(Buffer.from([...row, ...row]))),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}
