import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { dynamodbNumbers } from "#shared/documents/dynamodb-numbers.ts";
import type { OfficialDocumentName } from "#shared/documents/official-documents.ts";
import { type NumberStore, numberOf } from "#shared/documents/running-numbers.ts";
import { startDatabase, type TestDatabase } from "#test/support/database.ts";
import { memoryNumbers } from "#test/support/memory-numbers.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await startDatabase();
  await database.createTable("documents");
});
afterAll(() => database.close());

const at = "2026-09-21T02:00:00.000Z";
let cases = 0;
const document = (): OfficialDocumentName => {
  cases += 1;
  const serial = String(cases).padStart(6, "0");
  return { caseNumber: `411602100120260921${serial}X`, version: 4, kind: "approval" };
};
/** A register that no other test writes to. */
let organ = 1000;
const register = (year = 2026): string => {
  organ += 1;
  return `${1001 + (organ % 27)}-approval-${year - Math.floor((organ - 1000) / 27)}`;
};

describe.each<[string, () => NumberStore]>([
  ["in memory", memoryNumbers],
  ["in DynamoDB", () => dynamodbNumbers("documents", database.db)],
])("running numbers %s", (_name, open) => {
  test("count from 1 in each register, and a document asked for again has its own", async () => {
    const [store, one, other] = [open(), register(), register()];
    const [first, second] = [document(), document()];
    expect((await numberOf(store, one, first, at)).number).toBe(1);
    expect((await numberOf(store, one, second, at)).number).toBe(2);
    expect((await numberOf(store, other, document(), at)).number).toBe(1);
    const again = await numberOf(store, one, first, "2026-09-22T02:00:00.000Z");
    expect(again).toMatchObject({ number: 1, at, caseNumber: first.caseNumber });
    expect(again.text).toMatch(/^.+准〔20\d\d〕1号$/);
    expect(await store.ofCase(first.caseNumber)).toEqual([again]);
  });

  test("have no gap and no double, however many ask at once and however often", async () => {
    const [store, one] = [open(), register()];
    const documents = Array.from({ length: 6 }, document);
    const asked = await Promise.all(
      [...documents, ...documents].map((each) => numberOf(store, one, each, at)),
    );
    const numbers = asked.map(({ number }) => number);
    expect(numbers.slice(0, 6)).toEqual(numbers.slice(6));
    expect(numbers.slice(0, 6).toSorted((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6]);
    expect((await store.list(one, { cursor: undefined, limit: 50 })).items).toHaveLength(6);
  });

  test("are the same after a crash between the register and the case, whoever comes next", async () => {
    for (const who of ["itself", "another"] as const) {
      const [store, one] = [open(), register()];
      const lost = document();
      const crash = { ...store, keep: () => Promise.reject(new Error("gone")) };
      await expect(numberOf(crash, one, lost, at)).rejects.toThrow("gone");
      expect(await store.ofDocument(lost)).toBeUndefined();
      if (who === "another") expect((await numberOf(store, one, document(), at)).number).toBe(2);
      expect((await numberOf(store, one, lost, at)).number).toBe(1);
      expect((await numberOf(store, one, document(), at)).number).toBe(who === "another" ? 3 : 2);
    }
  });

  test("are listed with the newest first, page by page", async () => {
    const [store, one] = [open(), register()];
    for (let count = 0; count < 5; count += 1) await numberOf(store, one, document(), at);
    const first = await store.list(one, { cursor: undefined, limit: 3 });
    const second = await store.list(one, { cursor: first.next, limit: 3 });
    expect([first, second].map(({ items }) => items.map(({ number }) => number))).toEqual([
      [5, 4, 3],
      [2, 1],
    ]);
    expect(second.next).toBeUndefined();
  });

  test("are void once, with the first reason, and are not given again", async () => {
    const [store, one] = [open(), register()];
    const number = await numberOf(store, one, document(), at);
    const voided = { reason: "办件已删除", at, by: "supervisor-1" };
    expect(await store.void({ ...number, void: voided })).toBe(true);
    expect(await store.void({ ...number, void: { ...voided, reason: "另一个" } })).toBe(false);
    expect((await store.entry(one, 1))?.void).toEqual(voided);
    expect((await numberOf(store, one, document(), at)).number).toBe(2);
    expect(await store.void({ ...number, number: 99, void: voided })).toBe(false);
  });
});
