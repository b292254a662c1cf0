import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { SQSRecord } from "aws-lambda";
import { describe, expect, test, vi } from "vitest";
import type { CaseEvent } from "#events/case.ts";
import { bundleFunctions } from "#infra/bundle.ts";
import {
  type OfficialDocumentName,
  officialDocumentIdOf,
  officialDocumentWith,
} from "#shared/documents/official-documents.ts";
import { officialDocumentsOf, officialDocumentVersions } from "#shared/documents/public.ts";
import { logger } from "#shared/kernel/logging/logger.ts";
import type { HistoryEntry } from "#shared/kernel/records/record-store.ts";
import { memoryNumbers } from "#test/support/memory-numbers.ts";
import { bundledAssets } from "../../../functions/documents/official-documents/assets.ts";
import { commitmentRows } from "../../../functions/documents/official-documents/commitments.ts";
import {
  type OfficialDocumentsDeps,
  officialDocuments,
} from "../../../functions/documents/official-documents/official-documents.ts";
import { secretSeals } from "../../../functions/documents/official-documents/sealing/kept-seals.ts";
import { factsOf, font, fontFile, item, monday } from "./samples.ts";

const message = ({ event }: { event: CaseEvent }): string =>
  JSON.stringify({ "detail-type": event.type, source: event.source, detail: event });
const record = {} as SQSRecord;

function world(facts = factsOf("accepted")) {
  const kept: OfficialDocumentName[] = [];
  return {
    kept,
    event: facts.event,
    cases: {
      entryOf: async (): Promise<HistoryEntry | undefined> => facts.entry,
      recordOf: async (): Promise<typeof facts.record | undefined> => facts.record,
    },
    items: { version: async () => ({ item, version: 1 }), current: async () => ({ item, version: 1 }) },
    examinations: {
      inspectionAt: async () => undefined,
      hearingAt: async () => undefined,
      partyAt: async () => undefined,
    },
    archive: {
      keep: async (document: OfficialDocumentName) => {
        if (kept.some((one) => officialDocumentIdOf(one) === officialDocumentIdOf(document)))
          return "there" as const;
        kept.push(document);
        return "kept" as const;
      },
    },
    licences: { correctionOf: async () => undefined },
    staff: { nameOf: async () => undefined },
    numbers: memoryNumbers(),
    assetsOf: async () => ({ font }),
    seals: secretSeals(async () => [JSON.stringify({ trial: "t".repeat(64) })]),
    now: () => monday,
  };
}

describe("the function that makes documents", () => {
  test("makes each once, for its case and version", async () => {
    const deps = world();
    const { caseNumber } = deps.event.data;
    for (let time = 0; time < 2; time += 1) await officialDocuments(deps)(message(deps), record);
    expect(deps.kept).toEqual([{ caseNumber, version: 3, kind: "acceptance" }]);
  });

  test("makes the document of commitments beside the receipt, and the list of the case has both", async () => {
    const facts = factsOf("committed");
    const deps = world(facts);
    await officialDocuments(deps)(message(deps), record);
    const made = deps.kept.map(({ kind }) => kind);
    expect(made).toEqual(["receipt", "commitment"]);
    const { caseNumber, itemCode } = deps.event.data;
    const of = { caseNumber, itemCode };
    expect(officialDocumentsOf(of, [facts.entry]).map(({ kind }) => kind)).toEqual(made);
    expect(officialDocumentsOf(of, [factsOf("submitted").entry]).map(({ kind }) => kind)).toEqual([
      "receipt",
    ]);
  });

  test("says of a joint matter's commitments what its parts say", () => {
    const facts = factsOf("committed");
    const { commitment: _own, ...whole } = facts.item;
    const rows = (parts: (typeof item)[]) =>
      commitmentRows({ ...facts, item: whole, parts }).map(([, ...row]) => row);
    expect(rows([item])).toEqual(commitmentRows(facts).map(([, ...row]) => row));
    expect(rows([])).toEqual([[expect.any(String), "符合该材料证明的条件", "日常监管中核查"]]);
  });

  test("numbers what is decided, once, and only what can be printed", async () => {
    const deps = world(factsOf("refused"));
    for (let time = 0; time < 2; time += 1) await officialDocuments(deps)(message(deps), record);
    const { caseNumber } = deps.event.data;
    expect((await deps.numbers.ofCase(caseNumber)).map(({ text }) => text)).toEqual([
      "川汇市监不受〔2026〕1号",
    ]);

    const silent = world(factsOf("refused"));
    const { entryOf } = silent.cases;
    silent.cases.entryOf = async () => {
      const entry = await entryOf();
      return entry && { ...entry, privateNote: { actor: entry.privateNote.actor } };
    };
    await expect(officialDocuments(silent)(message(silent), record)).rejects.toThrow();
    expect(await silent.numbers.ofCase(caseNumber)).toEqual([]);
  });

  test("keeps the number over failures, and makes nothing under one that was given up", async () => {
    const deps = world(factsOf("refused"));
    const full = { ...deps, archive: { keep: () => Promise.reject(new Error("SlowDown")) } };
    await expect(officialDocuments(full)(message(deps), record)).rejects.toThrow("SlowDown");
    const later = { ...deps, now: () => "2026-09-23T02:00:00.000Z" };
    const [taken] = await deps.numbers.ofCase(deps.event.data.caseNumber);
    if (!taken) throw new Error("no number was taken");
    await officialDocuments(later)(message(deps), record);
    expect(await deps.numbers.last(taken.register)).toEqual(taken);
    expect(deps.kept).toHaveLength(1);

    await deps.numbers.void({ ...taken, void: { reason: "不再制作", at: monday, by: "supervisor" } });
    await expect(officialDocuments(later)(message(deps), record)).rejects.toMatchObject({
      name: "PermanentError",
    });
  });

  test("proves that a joint matter's parts were served, each with the document that decided it", async () => {
    const deps = world(factsOf("jointCollected"));
    await officialDocuments(deps)(message(deps), record);
    const { caseNumber } = deps.event.data;
    expect(deps.kept).toEqual([{ caseNumber, version: 6, kind: "proofOfDelivery" }]);
  });

  test("waits for the history, and tries again when the file cannot be stored", async () => {
    const early = world();
    early.cases.entryOf = async () => undefined;
    await expect(officialDocuments(early)(message(early), record)).rejects.toMatchObject({
      name: "Error",
    });
    const full = world();
    full.archive.keep = async () => {
      throw new Error("SlowDown");
    };
    await expect(officialDocuments(full)(message(full), record)).rejects.toThrow("SlowDown");
  });

  test("reads the application as it stood then, when a later revision is there already", async () => {
    const facts = factsOf("acceptedDeferred");
    const head = { ...facts.record.head, version: 4, formRevision: 3 };
    const deps = world({ ...facts, record: { ...facts.record, head } });
    const asked: [number, number | undefined][] = [];
    const reads: OfficialDocumentsDeps["cases"] = {
      // What was brought with the first step and the second; the third, this one, brought nothing.
      entryOf: async (_caseNumber, version) => {
        const set = version === 3 ? facts.entry.changes?.set : { formRevision: version };
        return { ...facts.entry, version, changes: { set: set ?? {} } };
      },
      recordOf: async (_caseNumber, { version = 0, revision } = {}) => {
        asked.push([version, revision]);
        return { ...facts.record, head };
      },
    };
    await officialDocuments({ ...deps, cases: reads })(message(deps), record);
    expect(asked).toEqual([
      [3, undefined],
      [3, 2],
    ]);
    expect(deps.kept).toHaveLength(1);
  });

  test("parks what has no case or no item", async () => {
    const gone = world();
    gone.cases.recordOf = async () => undefined;
    const unpublished = {
      ...world(),
      items: { version: async () => undefined, current: async () => undefined },
    };
    for (const deps of [gone, unpublished])
      await expect(officialDocuments(deps)(message(deps), record)).rejects.toMatchObject({
        name: "PermanentError",
      });
  });

  test("tells of rare characters by a code and their number, never which", async () => {
    const warn = vi.spyOn(logger, "warn");
    const deps = world(factsOf("accepted", { name: "李\u{2B74F}" }));
    await officialDocuments(deps)(message(deps), record);
    const lacks = warn.mock.calls.filter(([, of]) => !JSON.stringify(of).includes("documentSeals.trial"));
    expect(lacks).toEqual([
      [expect.any(String), expect.objectContaining({ code: "officialDocuments.lacksGlyphs", count: 1 })],
    ]);
    expect(JSON.stringify(warn.mock.calls)).not.toMatch(/李|2B74F/i);
    warn.mockRestore();
  });

  test("is deployed with its font beside it, and needs no seal", async () => {
    const bundle = (await bundleFunctions({ names: ["official-documents"] })).get("official-documents");
    if (!bundle) throw new Error("official-documents was not bundled");
    const carried = readFileSync(join(bundle.dir, "assets/text.ttf"));
    expect(carried.equals(fontFile)).toBe(true);
    const means = await bundledAssets(new URL(`file://${bundle.dir}/assets/`))("1001");
    expect([means.font.postscriptName, means.seal]).toEqual([font.postscriptName, undefined]);
    expect((await means.rareFont?.())?.hasGlyphForCodePoint(0x20bb7)).toBe(true);
  });
});

describe("the documents of a case", () => {
  const caseNumber = "411602100120261123ABCDEFG";
  const entries = ["submitted", "partOpened", "accepted", "assigned", "approved"].map((name, index) => ({
    version: index + 1,
    event: { type: `tongban.case.${name}.v1`, time: monday },
  }));

  test("follow from its history, each with an id that tells which it is, and its number where it has one", () => {
    const number = {
      register: "1001-approval-2026",
      number: 12,
      text: "川汇市监准〔2026〕12号",
      caseNumber,
      version: 5,
      kind: "approval",
      at: monday,
    } as const;
    const documents = officialDocumentsOf({ caseNumber, itemCode: item.itemCode }, entries, [number]);
    expect(documents.map((one) => [one.kind, one.number])).toEqual([
      ["receipt", undefined],
      ["acceptance", undefined],
      ["approval", "川汇市监准〔2026〕12号"],
    ]);
    expect(documents.map(({ documentId }) => officialDocumentWith(documentId))).toEqual([
      { caseNumber, version: 1, kind: "receipt" },
      { caseNumber, version: 3, kind: "acceptance" },
      { caseNumber, version: 5, kind: "approval" },
    ]);
    expect(documents.every(({ issuedAt }) => issuedAt === monday)).toBe(true);
  });

  test("are those of the newest versions, where there are very many", () => {
    const { limit } = officialDocumentVersions(1);
    expect(officialDocumentVersions(limit).cursor).toBeUndefined();
    expect(officialDocumentVersions(limit + 150)).toEqual({ cursor: { sk: "EVENT#000150" }, limit });
  });

  test.each([
    "411602100120261123ABCDEFG-0-receipt",
    "411602100120261123ABCDEFG-1-letter",
    "411602100120261123ABCDEFG-1-receipt/x",
    "00000000-0000-8000-8000-000000000001",
  ])("are not named %s", (documentId) => {
    expect(officialDocumentWith(documentId)).toBeUndefined();
  });
});
