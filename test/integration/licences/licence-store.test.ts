import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { dynamodbLicenceStore } from "#shared/licences/dynamodb-licence-store.ts";
import { licenceIdentifier } from "#shared/licences/identifier.ts";
import type { Licence, LicenceDocument } from "#shared/licences/licence.ts";
import type { LicenceStore } from "#shared/licences/licence-store.ts";
import { memoryLicenceStore } from "#shared/licences/memory-licence-store.ts";
import { startDatabase, type TestDatabase } from "#test/support/database.ts";
import { traceparent } from "#test/unit/cases/samples.ts";

const issuedAt = (day: number): string => `2026-09-${String(day).padStart(2, "0")}T01:00:00.000Z`;

function licence(serial: string, day: number, holderAccount = "li-min"): [Licence, LicenceDocument] {
  const licenceId = serial.padStart(18, "0");
  const type = { code: "11411602MB9100104L001", name: "食品经营许可证" };
  const identifier = licenceIdentifier({
    typeCode: type.code,
    issuer: "11411602MB9100104L",
    serial: licenceId,
  });
  const base = { identifier, number: licenceId, issuedAt: issuedAt(day), validFrom: "2026-09-17" };
  const record: Licence = {
    ...base,
    licenceId,
    typeCode: type.code,
    holderAccount,
    department: "1001",
    caseNumber: "4".repeat(25),
    itemCode: "1".repeat(31),
    state: "valid",
    digest: "0".repeat(64),
    signature: { keyId: "0".repeat(8), value: "0".repeat(128) },
    version: 1,
    lastEvent: {
      name: "issued",
      at: issuedAt(day),
      actor: { role: "system", id: "x" },
      trace: traceparent,
    },
  };
  const holder = { name: "李敏", idType: "residentId", idNumber: "11010519491231002X" };
  const issuer = { name: "川汇区市场监督管理局", code: "11411602MB9100104L" };
  return [record, { ...base, type, holder, issuer, particulars: { area: 60 } }];
}

let database: TestDatabase;
let tables = 0;
beforeAll(async () => {
  database = await startDatabase();
});
afterAll(() => database.close());

const adapters: [string, () => Promise<LicenceStore>][] = [
  ["the memory store", async () => memoryLicenceStore()],
  [
    "the DynamoDB store",
    async () => {
      tables += 1;
      await database.createTable(`licences-${tables}`, {
        byHolder: { hash: "holderKey", range: "issuedKey" },
      });
      return dynamodbLicenceStore(`licences-${tables}`, database.db);
    },
  ],
];

describe.each(adapters)("%s keeps licences", (_name, open) => {
  test("issues record and document together, once", async () => {
    const store = await open();
    const [record, document] = licence("A1", 1);
    expect(await store.issue(record, document)).toBe(true);
    expect(await store.issue({ ...record, number: "other" }, document)).toBe(false);
    expect(await store.read(record.licenceId)).toEqual(record);
    expect(await store.readDocument(record.licenceId)).toEqual(document);
    expect(await store.read("none")).toBeUndefined();
  });

  test("replaces only the version before; of two writers one wins", async () => {
    const store = await open();
    const [record, document] = licence("A1", 1);
    await store.issue(record, document);
    const next: Licence = { ...record, state: "seized", version: 2 };
    const outcomes = await Promise.all([store.replace(next), store.replace(next)]);
    expect(outcomes.toSorted()).toEqual([false, true]);
    expect((await store.read(record.licenceId))?.state).toBe("seized");
  });

  test("pages through a holder's licences, newest first, and nobody else's", async () => {
    const store = await open();
    for (const [index, holder] of ["li-min", "li-min", "zhang-wei", "li-min"].entries())
      await store.issue(...licence(`A${index}`, index + 1, holder));
    const first = await store.byHolder("li-min", undefined, 2);
    const second = await store.byHolder("li-min", first.next, 2);
    expect([...first.items, ...second.items].map(({ issuedAt: at }) => at)).toEqual([4, 2, 1].map(issuedAt));
    expect(second.next).toBeUndefined();
  });

  test("logs each use once", async () => {
    const store = await open();
    const use = {
      licenceId: "A1".padStart(18, "0"),
      caseNumber: "4".repeat(25),
      materialId: "premises",
      department: "1001",
      itemCode: "1".repeat(31),
      at: issuedAt(1),
    };
    await store.recordUse(use);
    await store.recordUse({ ...use, at: issuedAt(9) });
    await store.recordUse({ ...use, materialId: "layout" });
    const { items } = await store.uses(use.licenceId, undefined, 10);
    expect(items).toHaveLength(2);
    expect(items).toContainEqual(use);
  });
});
