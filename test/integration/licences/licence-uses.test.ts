import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Cursor } from "#shared/kernel/aws/page.ts";
import { putIf } from "#shared/kernel/aws/put-version.ts";
import { dynamodbLicenceUses } from "#shared/licences/dynamodb-licence-uses.ts";
import type { LicenceUse, LicenceUses } from "#shared/licences/use.ts";
import { startDatabase, type TestDatabase } from "#test/support/database.ts";
import { memoryLicenceUses } from "#test/support/memory-licence-uses.ts";

let database: TestDatabase;
let tables = 0;
beforeAll(async () => {
  database = await startDatabase();
});
afterAll(() => database.close());

type Logged = LicenceUses & { take(uses: readonly LicenceUse[]): Promise<void> };
const adapters: [string, () => Promise<Logged>][] = [
  ["in memory", async () => memoryLicenceUses()],
  [
    "in DynamoDB",
    async () => {
      tables += 1;
      await database.createTable(`licences-${tables}`);
      const uses = dynamodbLicenceUses(`licences-${tables}`, database.db);
      return {
        ...uses,
        async take(wanted) {
          for (const put of await uses.additions(wanted)) await putIf(database.db, put);
        },
      };
    },
  ],
];

const licenceId = "A1".padStart(18, "0");
const useOf = (serial: number) => ({
  licenceId,
  caseNumber: String(serial).padStart(25, "4"),
  materialId: "premises",
  department: "1017",
  itemCode: "1".repeat(31),
  at: "2026-09-01T01:00:00.000Z",
});

describe.each(adapters)("a licence's uses %s", (_name, open) => {
  test("are logged once each", async () => {
    const uses = await open();
    await uses.take([useOf(1)]);
    await uses.take([
      { ...useOf(1), at: "2026-09-09T01:00:00.000Z" },
      { ...useOf(1), materialId: "layout" },
    ]);
    const { items } = await uses.list(licenceId, { limit: 10 });
    expect(items).toHaveLength(2);
    expect(items).toContainEqual(useOf(1));
    expect(await uses.list("B2".padStart(18, "0"), { limit: 10 })).toEqual({ items: [], next: undefined });
  });

  test("are paged in a steady order", async () => {
    const uses = await open();
    const all = [1, 2, 3, 4, 5].map(useOf);
    await Promise.all([all, all].map((some) => uses.take(some)));
    const seen: unknown[] = [];
    let cursor: Cursor;
    do {
      const page = await uses.list(licenceId, { cursor, limit: 2 });
      seen.push(...page.items);
      cursor = page.next;
    } while (cursor);
    expect(seen).toEqual(all);
  });
});
