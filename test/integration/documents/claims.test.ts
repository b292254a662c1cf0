import { afterAll, beforeAll, expect, test } from "vitest";
import { officialDocumentIdOf } from "#shared/documents/official-documents.ts";
import { documentsPublic } from "#shared/documents/public.ts";
import { type Document, document } from "#shared/documents/record.ts";
import { dynamodbRecordStore } from "#shared/kernel/records/dynamodb-record-store.ts";
import type { RecordStore } from "#shared/kernel/records/record-store.ts";
import { startDatabase, type TestDatabase } from "#test/support/database.ts";
import { traceparent } from "#test/unit/ratings/samples.ts";

let database: TestDatabase;
let store: RecordStore<Document>;
let now = Date.parse("2026-11-23T02:00:00.000Z");
beforeAll(async () => {
  database = await startDatabase();
  await database.createTable("documents");
  store = dynamodbRecordStore(document, "documents", database.db);
});
afterAll(() => database.close());

const numbered = (letter: string): string => letter.repeat(25);
const [first, second] = [numbered("A"), numbered("B")];
let made = 0;

async function confirmed(): Promise<string> {
  made += 1;
  const documentId = `00000000-0000-8000-8000-${String(made).padStart(12, "0")}`;
  const file = {
    fileName: "form.pdf",
    contentType: "application/pdf",
    size: 100,
    sha256: "0".repeat(64),
    scan: "unscanned",
  } as const;
  const step = {
    at: new Date(now).toISOString(),
    actor: { role: "citizen", id: "li-min" },
    trace: traceparent,
  };
  const fields = { documentId, ownerId: "li-min", ...file };
  expect(await store.write(document.first(fields, { event: "confirmed", ...step }))).toBe(true);
  return documentId;
}
const documents = () => documentsPublic(store, () => new Date(now).toISOString());
const alive = async () => true;
const gone = async () => false;

test("of two cases that want one file, one gets it; the same case may ask again", async () => {
  const id = await confirmed();
  const outcomes = await Promise.all([first, second].map((number) => documents().claim([id], number, alive)));
  expect(outcomes.map(({ length }) => length).toSorted()).toEqual([0, 1]);
  const winner = outcomes[0]?.length === 0 ? first : second;
  expect(await documents().claim([id, id], winner, alive)).toEqual([]);
  expect((await store.read(id))?.caseNumber).toBe(winner);
  expect((await store.read(id))?.scan).toBe("unscanned");
});

test("a claim whose case was never opened is taken over after a minute, a living one is not", async () => {
  const id = await confirmed();
  expect(await documents().claim([id], first, gone)).toEqual([]);
  expect(await documents().claim([id], second, gone)).toEqual([id]);
  expect(await documents().unusable([id], ["li-min"])).toEqual([id]);
  now += 61_000;
  expect(await documents().claim([id], second, alive)).toEqual([id]);
  expect(await documents().claim([id], second, gone)).toEqual([]);
  expect((await store.read(id))?.caseNumber).toBe(second);
});

test("what is unknown, unconfirmed or somebody else's is not usable and cannot be claimed", async () => {
  const id = await confirmed();
  expect(await documents().unusable([id, "none"], ["zhang-wei"])).toEqual([id, "none"]);
  expect(await documents().unusable([id], ["li-min"])).toEqual([]);
  await documents().claim([id], first, alive);
  expect(await documents().unusable([id], ["li-min"], first)).toEqual([]);
  await expect(documents().claim(["none"], first, alive)).rejects.toThrow("not confirmed");
});

test("of many cases that would take over a dead claim, one does", async () => {
  const id = await confirmed();
  await documents().claim([id], first, gone);
  now += 61_000;
  const others = ["B", "C", "D", "E"].map(numbered);
  const outcomes = await Promise.all(others.map((number) => documents().claim([id], number, gone)));
  expect(outcomes.filter(({ length }) => length === 0)).toHaveLength(1);
  expect((await store.read(id))?.caseNumber).toBe(others[outcomes.findIndex(({ length }) => length === 0)]);
});

test("a claim that is repeated keeps its time, and so stays as old as it is", async () => {
  const id = await confirmed();
  await documents().claim([id], first, gone);
  const claimedAt = (await store.read(id))?.lastEvent.at;
  now += 61_000;
  await documents().claim([id], first, gone);
  expect((await store.read(id))?.lastEvent.at).toBe(claimedAt);
  expect(await documents().claim([id], second, gone)).toEqual([]);
});

test("what is not confirmed cannot be claimed, nor can a paper that was made for a case", async () => {
  const pending = "00000000-0000-8000-8000-ffffffffffff";
  await expect(documents().claim([pending], first, gone)).rejects.toThrow("not confirmed");
  const paper = officialDocumentIdOf({ caseNumber: first, version: 1, kind: "receipt" });
  expect(await documents().unusable([paper], ["li-min"], first)).toEqual([paper]);
  await expect(documents().claim([paper], second, gone)).rejects.toThrow("not confirmed");
});
