import { describe, expect, test } from "vitest";
import { shippedCatalogue } from "#data/index.ts";
import numbers from "#data/official-document-numbers.json" with { type: "json" };
import titles from "#data/official-document-titles.json" with { type: "json" };
import texts from "#data/official-documents.json" with { type: "json" };
import departments from "#district/departments.json" with { type: "json" };
import districtOrgans from "#district/official-document-organs.json" with { type: "json" };
import { receiveModes } from "#events/case.ts";
import {
  allTerminationGrounds,
  receiverRelations,
  servedDocuments,
  serviceWays,
} from "#shared/cases/notes.ts";
import { itemTypeCodes } from "#shared/catalogue/item.ts";
import { officialDocumentTitleOf } from "#shared/documents/official-documents.ts";
import { numberedKinds, numberText, organCode, registerOf } from "#shared/documents/running-numbers.ts";
import { officialDocumentKinds } from "#shared/documents/views.ts";
import type { HistoryEntry } from "#shared/kernel/records/record-store.ts";
import { composeOfficialDocument } from "../../../functions/documents/official-documents/compose.ts";
import { renderOfficialDocument } from "../../../functions/documents/official-documents/render.ts";
import { samples } from "./sample-cases.ts";
import { documentOf, factsOf, font, item, kindOf, sampleNames, textOf } from "./samples.ts";

const means = { font };
const compact = (text: string): string => text.replaceAll(/\s/g, "");

describe("official documents", () => {
  test.each(sampleNames)("of %s say what the law wants", async (name) => {
    const document = documentOf(name);
    const { pdf, lacking } = await renderOfficialDocument(document, means);
    const { text, pages } = await textOf(pdf);
    const title = officialDocumentTitleOf(kindOf(name), factsOf(name).event.data.itemCode);
    for (const words of [
      title.zh,
      `${title.en}: ${item.name.en}`,
      "川汇区市场监督管理局",
      documentOf(name).record ? "申请人：李敏" : "李敏：",
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
    expect(rows("courier")).toContainEqual(["2", "印章原件", texts.handIn.courier, `${first.copies}`]);
    expect(rows("online")).toHaveLength(1);
    const service = {
      ...factsOf("supplementRequested"),
      item: { ...item, itemType: "publicService" as const },
    };
    expect(composeOfficialDocument("notice", service).paragraphs[0]).not.toContain("行政许可法");
  });

  test("are refused rather than printed with a gap", () => {
    const facts = factsOf("rejected");
    const silent = ({ privateNote: { actor }, ...entry }: HistoryEntry, words?: string): HistoryEntry => ({
      ...entry,
      privateNote: { actor, ...(words && { words }) },
    });
    const rejection = { ...facts, entry: silent(facts.entry) };
    expect(() => composeOfficialDocument("rejection", rejection)).toThrow("no word for {reason}");
    const asked = factsOf("supplementRequested");
    const unasked = { ...asked, entry: silent(asked.entry, "缺材料") };
    expect(() => composeOfficialDocument("notice", unasked)).toThrow("does not say what is missing");
  });

  test("carry the number that they are given, or none", async () => {
    const document = documentOf("approved");
    const read = async (one: typeof document) =>
      (await textOf((await renderOfficialDocument(one, means)).pdf)).text;
    expect(await read({ ...document, number: "川汇市监准〔2026〕12号" })).toContain("川汇市监准〔2026〕12号");
    expect(await read(document)).not.toContain("〔");
  });

  test("are numbered by organ, kind and year of issue in Shanghai, where the kind carries a number", () => {
    const at = "2026-12-31T16:00:00.000Z";
    expect(registerOf({ kind: "approval", at }, organCode("1001"))).toBe("1001-approval-2027");
    expect(registerOf({ kind: "rejection", at }, organCode("1009", "川汇区人民政府"))).toBe(
      "zf-rejection-2027",
    );
    expect(registerOf({ kind: "receipt", at }, organCode("1001"))).toBeUndefined();
    expect(() => organCode("1001", "某机关")).toThrow("has no code");
    expect(numberText("zf-rejection-2027", 3)).toBe("川汇政不准〔2027〕3号");
    expect(() => numberText("1001-receipt-2026", 1)).toThrow("no register");
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
      for (const itemType of Object.values(itemTypeCodes))
        expect(officialDocumentTitleOf(kind, item.itemCode.replace(/(?<=^.{21})../, itemType))).toEqual({
          zh: expect.stringMatching(/^\p{Script=Han}+$/u),
          en: expect.stringMatching(/^[A-Z][A-Za-z -]+$/),
        });
      expect(texts.documents[kind].paragraphs.length).toBeGreaterThan(0);
    }
    expect(Object.values<string>(itemTypeCodes)).toEqual(
      expect.arrayContaining(Object.keys(titles.itemTypes)),
    );
    expect(Object.keys(titles.usual).sort()).toEqual([...officialDocumentKinds].sort());
    expect(Object.keys(texts.documents).sort()).toEqual([...officialDocumentKinds].sort());
    expect(Object.keys(texts.terminationGrounds).sort()).toEqual([...allTerminationGrounds].sort());
    expect(Object.keys(texts.serviceWays).sort()).toEqual([...serviceWays].sort());
    expect(Object.keys(texts.receivers).sort()).toEqual([...receiverRelations].sort());
    expect(numberedKinds).toEqual(expect.arrayContaining([...servedDocuments]));
    expect(Object.keys(texts.ways).sort()).toEqual([...receiveModes].sort());
    const words = Object.values(numbers.words);
    for (const word of words) expect(word).toMatch(/^\p{Script=Han}{1,2}$/u);
    const marks = districtOrgans.map(({ mark }) => mark);
    // Two registers of one mark and word would give one number twice.
    expect([new Set(words).size, new Set(marks).size]).toEqual([words.length, marks.length]);
    const organs = shippedCatalogue().map(({ department, organ }) => organCode(department, organ?.zh));
    expect(organs.length).toBeGreaterThan(80);
    for (const { code } of departments) expect(organCode(code)).toBe(code);
    for (const { name } of departments) expect([name.zh, name.en].every(Boolean)).toBe(true);
  });
});
