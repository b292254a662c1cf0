import { GetCommand } from "@aws-sdk/lib-dynamodb";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { CaseStore } from "#shared/cases/case-store.ts";
import { decide } from "#shared/cases/decide.ts";
import { dynamodbCaseStore } from "#shared/cases/dynamodb-case-store.ts";
import { dynamodbPersonSearch, type PersonSearchStore } from "#shared/cases/dynamodb-person-search.ts";
import { personIndex } from "#shared/cases/person-index.ts";
import type { CaseHead } from "#shared/cases/record.ts";
import { calendar } from "#shared/kernel/calendar/calendar.ts";
import { startDatabase, type TestDatabase } from "#test/support/database.ts";
import { testCipher } from "#test/support/test-cipher.ts";
import { form, openSample, person, thursday, traceparent } from "#test/unit/cases/samples.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await startDatabase();
});
afterAll(() => database.close());

let tables = 0;
let table: string;
let store: CaseStore;
let search: PersonSearchStore;
beforeEach(async () => {
  tables += 1;
  table = `people-${tables}`;
  await database.createTable(table, {
    byApplicant: { hash: "applicantId", range: "submittedAt" },
    worklist: { hash: "worklistKey", range: "worklistSort", projects: ["nextCheckAt", "provisionalIn"] },
    byIdNumber: { hash: "idKey", range: "submittedAt" },
    byPhone: { hash: "phoneKey", range: "submittedAt" },
  });
  store = dynamodbCaseStore(table, database.db, testCipher);
  search = dynamodbPersonSearch(table, database.db);
});

const under = (...secrets: string[]) => personIndex(async () => secrets);
const { applicant } = person.person;
const phoned = (phone: string) => ({ applicant: { ...applicant, phone } });

/** Stores a case that came so many minutes after the first one; indexed under this secret. */
async function keep(minutes: number, { secret = "secret", whose = person.person } = {}): Promise<CaseHead> {
  const now = new Date(Date.parse(thursday) + minutes * 60_000).toISOString();
  const head = openSample({ key: `key-${minutes}` }, now);
  const keys = await under(secret).keysOf(whose);
  expect(await store.write(head, { form, person: { person: whose, keys } })).toBe(true);
  return head;
}

describe("finding a person's cases", () => {
  test("goes by ID number and by phone, newest first, up to the limit", async () => {
    const heads = [await keep(2), await keep(1), await keep(3)];
    await keep(4, { whose: { applicant: { ...applicant, idNumber: "E12345678", phone: "13900000000" } } });
    const newestFirst = [2, 0, 1].map((index) => heads[index]?.caseNumber);
    for (const kind of ["idNumber", "phone"] as const) {
      const keys = await under("secret").lookUp(kind, applicant[kind]);
      expect(await search.find(kind, keys, 50)).toEqual(newestFirst);
      expect(await search.find(kind, keys, 2)).toEqual(newestFirst.slice(0, 2));
    }
    // A key of one kind opens nothing in the other index.
    const phoneKeys = await under("secret").lookUp("phone", applicant.phone);
    expect(await search.find("idNumber", phoneKeys, 50)).toEqual([]);
    expect(await search.find("phone", await under("other").lookUp("phone", applicant.phone), 50)).toEqual([]);
  });

  test("goes over both lists while the secret is rotated: the newest of all, first", async () => {
    const heads = [
      await keep(1, { secret: "old" }),
      await keep(2, { secret: "new" }),
      await keep(3, { secret: "old" }),
      await keep(4, { secret: "new" }),
    ];
    const keys = await under("new", "old").lookUp("idNumber", applicant.idNumber);
    const newestFirst = heads.map(({ caseNumber }) => caseNumber).toReversed();
    expect(await search.find("idNumber", keys, 50)).toEqual(newestFirst);
    expect(await search.find("idNumber", keys, 3)).toEqual(newestFirst.slice(0, 3));
  });

  test("follows a correction, and forgets the old phone", async () => {
    const head = await keep(1);
    const corrected = phoned("13900000000");
    const command = { action: "correctPerson" as const, actor: { role: "citizen" as const, id: "li-min" } };
    const result = decide(head, { ...command, traceparent }, thursday, calendar);
    if ("refused" in result) throw new Error(result.refused.kind);
    const keys = await under("secret").keysOf(corrected);
    expect(await store.write(result.record, { person: { person: corrected, keys } })).toBe(true);
    const find = async (phone: string) =>
      search.find("phone", await under("secret").lookUp("phone", phone), 50);
    expect(await find("13900000000")).toEqual([head.caseNumber]);
    expect(await find(applicant.phone)).toEqual([]);
  });

  test("does not find what was stored without keys", async () => {
    await store.write(openSample(), { form, person: { person: person.person } });
    const keys = await under("secret").lookUp("idNumber", applicant.idNumber);
    expect(await search.find("idNumber", keys, 50)).toEqual([]);
  });

  test("is under keys: no number is kept that could be searched or read", async () => {
    const { caseNumber } = await keep(1);
    const key = { pk: `CASE#${caseNumber}`, sk: "APPLICATION#001" };
    const { Item = {} } = await database.db.send(new GetCommand({ TableName: table, Key: key }));
    const { person: kept, form: _form, ...indexed } = Item;
    expect(kept).toBeInstanceOf(Uint8Array);
    expect(Object.keys(indexed).toSorted()).toEqual(["idKey", "phoneKey", "pk", "sk", "submittedAt"]);
    for (const value of Object.values(applicant))
      for (const stored of [JSON.stringify(indexed), Buffer.from(kept).toString("latin1")])
        expect(stored).not.toContain(value);
  });
});
