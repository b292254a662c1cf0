import { deflateSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import departments from "#data/departments.json" with { type: "json" };
import numbers from "#data/official-document-numbers.json" with { type: "json" };
import texts from "#data/official-documents.json" with { type: "json" };
import { receiveModes } from "#events/case.ts";
import { suspensionKinds } from "#events/suspension-kinds.ts";
import { officialDocumentOfEvent, officialDocumentTitles } from "#shared/documents/official-documents.ts";
import { officialDocumentKinds } from "#shared/documents/views.ts";
import type { HistoryEntry } from "#shared/kernel/records/record-store.ts";
import { composeOfficialDocument } from "../../../functions/documents/official-documents/compose.ts";
import { renderOfficialDocument } from "../../../functions/documents/official-documents/render.ts";
import { documentOf, factsOf, font, item, kindOf, sampleNames, samples, textOf } from "./samples.ts";

const means = { font };
const compact = (text: string): string => text.replaceAll(/\s/g, "");

describe("official documents", () => {
  test.each(sampleNames)("of %s say what the law wants", async (name) => {
    const document = documentOf(name);
    const { pdf, lacking } = await renderOfficialDocument(document, means);
    const { text, pages } = await textOf(pdf);
    const title = officialDocumentTitles[kindOf(name)];
    for (const words of [
      title.zh,
      `${title.en}: ${item.name.en}`,
      "川汇区市场监督管理局",
      "李敏：",
      document.number,
      `办件编号：${document.caseNumber}`,
      item.name.zh,
      item.phone,
      item.address.zh,
      "印章位置",
      "第1页共1页",
      ...samples[name].contains,
    ])
      expect(text).toContain(compact(words));
    for (const words of samples[name].not ?? []) expect(text).not.toContain(words);
    expect(text).not.toMatch(/undefined|null|\[object|[{}]|NaN|Invalid/);
    expect([pages.length, lacking]).toEqual([1, []]);
  });

  test("are dated by the day in Shanghai on which it happened", async () => {
    const facts = factsOf("accepted");
    const late = { ...facts, event: { ...facts.event, time: "2026-12-31T16:00:00.000Z" } };
    const { text } = await textOf(
      (await renderOfficialDocument(composeOfficialDocument("acceptance", late), means)).pdf,
    );
    expect(text).toContain("2027年1月1日");
    expect(text).toMatch(/川汇受〔2027〕/);
  });

  test("tell the deadlines of their own version, also when the case has moved on", () => {
    const facts = factsOf("accepted");
    const clock = { ...facts.record.head.clock, dueAt: "2030-01-01T00:00:00.000Z" };
    const moved = { ...facts, record: { ...facts.record, head: { ...facts.record.head, clock } } };
    expect(composeOfficialDocument("acceptance", moved)).toEqual(
      composeOfficialDocument("acceptance", facts),
    );
  });

  test("say which deadline may still move", () => {
    const facts = factsOf("accepted");
    const clock = { ...facts.record.head.clock, provisional: true };
    const entry = { ...facts.entry, changes: { set: { clock } } };
    expect(composeOfficialDocument("acceptance", { ...facts, entry }).paragraphs[1]).toContain(
      "2026年10月26日（暂定，",
    );
  });

  test("name what is on its way by courier, and cite the law of licences for licences alone", () => {
    const facts = factsOf("submitted");
    const [first, ...others] = item.materials;
    if (!first) throw new Error("the item asks for nothing");
    const onPaper = {
      ...first,
      materialId: "seal",
      name: { zh: "印章原件", en: "Seal" },
      form: "paper" as const,
    };
    const wanted = { ...item, materials: [first, ...others, onPaper] };
    const rows = (handIn: "online" | "courier") =>
      composeOfficialDocument("receipt", {
        ...facts,
        item: wanted,
        event: { ...facts.event, data: { ...facts.event.data, handIn } },
      }).list?.rows;
    expect(rows("courier")).toContainEqual(["2", "印章原件", texts.handIn.courier]);
    expect(rows("online")).toHaveLength(1);
    const service = {
      ...factsOf("supplementRequested"),
      item: { ...item, itemType: "publicService" as const },
    };
    expect(composeOfficialDocument("notice", service).paragraphs[0]).not.toContain("行政许可法");
  });

  test("promise by the law of licences for licences alone", () => {
    const promised = (name: "submitted" | "returned", itemType: "licence" | "publicService") => {
      const facts = { ...factsOf(name), item: { ...item, itemType } };
      return composeOfficialDocument(kindOf(name), facts).paragraphs.join("\n");
    };
    for (const name of ["submitted", "returned"] as const) {
      expect(promised(name, "licence")).toContain("第三十二条，");
      expect(promised(name, "publicService")).not.toMatch(/行政许可法|即为受理/);
    }
    expect(promised("submitted", "publicService")).toContain("承诺自收到申请材料之日起五个工作日内");
  });

  test("say so where no law sets a limit", () => {
    const facts = factsOf("accepted");
    const { dueAt: _none, ...clock } = facts.record.head.clock;
    const entry = { ...facts.entry, changes: { set: { clock } } };
    const { paragraphs } = composeOfficialDocument("acceptance", { ...facts, entry });
    expect(paragraphs).toContain("本事项没有法定办理期限，承诺办理期限至2026年9月29日。");
    expect(paragraphs.join("")).not.toContain("法定办理期限至");
  });

  test("are refused rather than printed with a gap", () => {
    const facts = factsOf("refused");
    const silent = ({ privateNote: { actor }, ...entry }: HistoryEntry, words?: string): HistoryEntry => ({
      ...entry,
      privateNote: { actor, ...(words && { words }) },
    });
    const refusal = { ...facts, entry: silent(facts.entry) };
    expect(() => composeOfficialDocument("refusal", refusal)).toThrow("no word for {reason}");
    const asked = factsOf("supplementRequested");
    const unasked = { ...asked, entry: silent(asked.entry, "缺材料") };
    expect(() => composeOfficialDocument("notice", unasked)).toThrow("does not say what is missing");
  });

  test("are numbered apart, without a counter", () => {
    const numbers = sampleNames
      .filter((name) => name in officialDocumentOfEvent)
      .map((name) => documentOf(name).number);
    expect(numbers).toHaveLength(Object.keys(officialDocumentOfEvent).length);
    expect(new Set(numbers).size).toBe(numbers.length);
    expect(numbers[0]).toMatch(/^川汇收〔2026〕1001-20260917-[0-9A-Z]{6}-1号$/);
  });

  test("are the same bytes for the same event", async () => {
    for (const name of sampleNames) {
      const [first, second] = await Promise.all([
        renderOfficialDocument(documentOf(name), means),
        renderOfficialDocument(documentOf(name), means),
      ]);
      expect(first.pdf.equals(second.pdf)).toBe(true);
    }
  });

  test("have all their texts", () => {
    for (const kind of officialDocumentKinds) {
      expect(officialDocumentTitles[kind]).toEqual({
        zh: expect.stringMatching(/^\p{Script=Han}+$/u),
        en: expect.stringMatching(/^[A-Z][A-Za-z -]+$/),
      });
      expect(numbers.words[kind]).toMatch(/^\p{Script=Han}{1,2}$/u);
      expect(texts.documents[kind].paragraphs.length).toBeGreaterThan(0);
    }
    expect(Object.keys(texts.documents).sort()).toEqual([...officialDocumentKinds].sort());
    expect(Object.keys(texts.procedures).sort()).toEqual([...suspensionKinds].sort());
    expect(Object.keys(texts.ways).sort()).toEqual([...receiveModes].sort());
    for (const { name } of departments) expect([name.zh, name.en].every(Boolean)).toBe(true);
  });
});

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
  test("a character that the font lacks, as its code point", async () => {
    const facts = factsOf("submitted", { name: "李\u{2B74F}" });
    const { pdf, lacking } = await renderOfficialDocument(composeOfficialDocument("receipt", facts), means);
    expect((await textOf(pdf)).text).toContain("李〔U+2B74F〕：");
    expect(lacking).toEqual([0x2b74f]);
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
