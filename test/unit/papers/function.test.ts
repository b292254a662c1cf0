import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { SQSRecord } from "aws-lambda";
import { describe, expect, test, vi } from "vitest";
import { bundleFunctions } from "#infra/bundle.ts";
import type { HistoryEntry } from "#shared/cases/history.ts";
import { paperIdOf } from "#shared/documents/papers.ts";
import { papersPublic } from "#shared/documents/public.ts";
import { logger } from "#shared/kernel/logging/logger.ts";
import type { PaperRecord } from "../../../functions/documents/official-papers/archive.ts";
import { carriedMeans } from "../../../functions/documents/official-papers/means.ts";
import { officialPapers } from "../../../functions/documents/official-papers/official-papers.ts";
import { factsOf, font, item, monday } from "./samples.ts";

const message = ({ event }: HistoryEntry): string =>
  JSON.stringify({ "detail-type": event.type, source: event.source, detail: event });
const record = {} as SQSRecord;

function world(facts = factsOf("accepted")) {
  const kept: PaperRecord[] = [];
  return {
    kept,
    entry: facts.entry,
    cases: {
      entryOf: async (): Promise<HistoryEntry | undefined> => facts.entry,
      recordOf: async (): Promise<typeof facts.record | undefined> => facts.record,
    },
    items: { version: async () => ({ item, version: 1 }) },
    archive: {
      has: async (id: string) => kept.some(({ documentId }) => documentId === id),
      keep: async (paper: PaperRecord) => {
        kept.push(paper);
        return "kept" as const;
      },
    },
    means: async () => ({ font }),
  };
}

describe("the function that makes papers", () => {
  test("makes each once, as a document of its case", async () => {
    const deps = world();
    const { caseNumber } = deps.entry.event.data;
    for (let time = 0; time < 2; time += 1) await officialPapers(deps)(message(deps.entry), record);
    expect(deps.kept).toEqual([
      {
        documentId: paperIdOf(caseNumber, 3),
        ownerId: "li-min",
        caseNumber,
        createdAt: monday,
        paper: { kind: "acceptance", number: expect.stringContaining("川汇受"), version: 3 },
      },
    ]);
  });

  test("waits for the history, and tries again when the file cannot be stored", async () => {
    const early = world();
    early.cases.entryOf = async () => undefined;
    await expect(officialPapers(early)(message(early.entry), record)).rejects.toMatchObject({
      name: "Error",
    });
    const full = world();
    full.archive.keep = async () => {
      throw new Error("SlowDown");
    };
    await expect(officialPapers(full)(message(full.entry), record)).rejects.toThrow("SlowDown");
  });

  test("parks what has no case or no item", async () => {
    const gone = world();
    gone.cases.recordOf = async () => undefined;
    const unpublished = { ...world(), items: { version: async () => undefined } };
    for (const deps of [gone, unpublished])
      await expect(officialPapers(deps)(message(deps.entry), record)).rejects.toMatchObject({
        name: "PermanentError",
      });
  });

  test("tells of rare characters by a code and their number, never which", async () => {
    const warn = vi.spyOn(logger, "warn");
    const deps = world(factsOf("accepted", { name: "李\u{2B74F}" }));
    await officialPapers(deps)(message(deps.entry), record);
    expect(warn.mock.calls).toEqual([
      [expect.any(String), expect.objectContaining({ code: "officialPapers.lacksGlyphs", count: 1 })],
    ]);
    expect(JSON.stringify(warn.mock.calls)).not.toMatch(/李|2B74F/i);
    warn.mockRestore();
  });

  test("is deployed with its font beside it, and needs no seal", async () => {
    const bundle = (await bundleFunctions({ names: ["official-papers"] })).get("official-papers");
    if (!bundle) throw new Error("official-papers was not bundled");
    const carried = readFileSync(join(bundle.dir, "assets/NotoSansSC-Regular.ttf"));
    expect(carried.equals(font)).toBe(true);
    const means = await carriedMeans(new URL(`file://${bundle.dir}/assets/`))("1001");
    expect([font.equals(means.font), means.seal]).toEqual([true, undefined]);
  });
});

test("papers are listed by version, the newest hundred at most", async () => {
  const asked: string[][] = [];
  const { papersOf } = papersPublic({
    readMany: async (ids) => {
      asked.push(ids);
      return [3, 1].map((version) => ({
        documentId: paperIdOf("4".repeat(25), version),
        ownerId: "li-min",
        fileName: "x.pdf",
        contentType: "application/pdf" as const,
        size: 1,
        sha256: "0".repeat(64),
        status: "clean" as const,
        createdAt: monday,
        paper: { kind: "receipt" as const, number: `n${version}`, version },
      }));
    },
  });
  expect((await papersOf("4".repeat(25), 3)).map(({ number }) => number)).toEqual(["n1", "n3"]);
  await papersOf("4".repeat(25), 250);
  expect(asked.map(({ length }) => length)).toEqual([3, 100]);
});
