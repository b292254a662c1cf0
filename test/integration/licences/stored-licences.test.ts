import { PutCommand } from "@aws-sdk/lib-dynamodb";
import fc from "fast-check";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Cursor } from "#shared/kernel/aws/page.ts";
import { dynamodbRecordStore } from "#shared/kernel/records/dynamodb-record-store.ts";
import { sealedParts } from "#shared/kernel/records/sealed-parts.ts";
import { documentOf, signedText } from "#shared/licences/document.ts";
import { licenceTypeNamed } from "#shared/licences/licence-types.ts";
import { licence as licenceRecord } from "#shared/licences/record.ts";
import { startDatabase, type TestDatabase } from "#test/support/database.ts";
import { testCipher } from "#test/support/test-cipher.ts";
import { form, person, thursday } from "#test/unit/cases/samples.ts";
import {
  approved,
  bodyOf,
  caller,
  idOf,
  issued,
  issuing,
  type LicenceStore,
  record,
  signer,
} from "#test/unit/licences/samples.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await startDatabase();
});
afterAll(() => database.close());

const projects = licenceRecord.indexes.byHolder.projects.filter((field) => field !== "issuedAt");

let tables = 0;
let table: string;
let store: LicenceStore;
beforeEach(async () => {
  tables += 1;
  table = `stored-licences-${tables}`;
  await database.createTable(table, {
    byHolder: { hash: "applicantId", range: "issuedAt", projects: [...projects] },
  });
  store = dynamodbRecordStore(licenceRecord, table, database.db, testCipher);
});

const listed = (account: string, cursor: Cursor, limit: number) =>
  store.list("byHolder", account, { cursor, limit, newestFirst: true });

const head = approved("key", thursday);
const licenceId = idOf(head);

describe("licences in a real table", () => {
  test("verify after they were stored, whatever the application said", async () => {
    const answer = fc.oneof(
      fc.string({ unit: "grapheme", maxLength: 40 }),
      fc.integer(),
      // What people write into forms: no more digits than a double holds.
      fc.integer({ min: -999_999_999, max: 999_999_999 }).map((cents) => cents / 100),
      fc.boolean(),
      fc.array(fc.string()),
    );
    const fields = licenceTypeNamed("食品经营许可证")?.particulars.map(({ name }) => name) ?? [];
    expect(fields.length).toBeGreaterThan(3);
    const printed = fc.record(Object.fromEntries(fields.map((name) => [name, answer])), { requiredKeys: [] });
    const unprinted = fc.dictionary(fc.stringMatching(/^[a-z][A-Za-z]{0,15}$/), answer, { maxKeys: 8 });
    // The kind of business is a digit of the number: as the form has it, so that the id is known.
    const answers = fc
      .tuple(printed, unprinted)
      .map(([some, others]) => ({ ...others, ...some, businessType: "餐饮服务经营者" }));
    let index = 0;
    await fc.assert(
      fc.asyncProperty(answers, async (said) => {
        index += 1;
        const one = approved(`said-${index}`, thursday);
        const cases = {
          recordOf: async () => ({ head: one, form: { ...form, answers: said }, person: person.person }),
        };
        await issuing(store, [], { cases })(bodyOf(one), record);
        const licence = await store.read(idOf(one));
        if (!licence) throw new Error("nothing was issued");
        expect(await signer.verify(signedText(documentOf(licence)), licence.signature)).toBe(true);
        const path = { identifier: licence.identifier };
        const checked = await caller(store, thursday)("GET /v1/licence-checks/{identifier}", undefined, {
          path,
        });
        expect(checked.body).toMatchObject({ authentic: true });
      }),
      { numRuns: 25 },
    );
  });

  test("are one, however many deliveries of the approval come at the same moment", async () => {
    const handle = issuing(store, [head]);
    const outcomes = await Promise.allSettled(Array.from({ length: 8 }, () => handle(bodyOf(head), record)));
    // A delivery that met another one halfway may fail, and comes again.
    expect(outcomes.some(({ status }) => status === "fulfilled")).toBe(true);
    await handle(bodyOf(head), record);
    const { items } = await listed("li-min", undefined, 10);
    const licence = await store.read(licenceId);
    if (!licence) throw new Error("nothing was issued");
    expect(items).toEqual([licenceRecord.fromRow("byHolder", licenceRecord.toItem(licence))]);
    expect(documentOf(licence)).toMatchObject({ identifier: items[0]?.identifier });
  });

  test("are paged, several of the same moment too, each once", async () => {
    const heads = Array.from({ length: 7 }, (_, index) => approved(`same-${index}`, thursday));
    for (const one of [...heads, approved("foreign", thursday, { applicantId: "zhang-wei" })])
      await issued(store, one);
    const seen: string[] = [];
    let cursor: Cursor;
    do {
      const page = await listed("li-min", cursor, 3);
      seen.push(...page.items.map(({ caseNumber }) => caseNumber));
      cursor = page.next;
    } while (cursor);
    expect(seen.toSorted()).toEqual(heads.map(({ caseNumber }) => caseNumber).toSorted());
  });

  test("are not reached by somebody else's cursor", async () => {
    for (const key of ["a", "b", "c"]) await issued(store, approved(key, thursday));
    const { next } = await listed("li-min", undefined, 1);
    expect(next).toBeDefined();
    expect((await listed("zhang-wei", next, 10)).items).toEqual([]);
  });

  test("are read many at once: each once, unknown ones left out", async () => {
    const licence = await issued(store, head);
    expect(await store.readMany([licenceId, "0".repeat(18), licenceId])).toEqual([licence]);
  });

  test("that somebody else wrote in another form are not believed", async () => {
    const licence = await issued(store, head);
    const item = await sealedParts(licenceRecord, testCipher).seal(licenceRecord.toItem(licence));
    const changed = { ...item, state: "excellent" };
    await database.db.send(new PutCommand({ TableName: table, Item: changed }));
    await expect(store.read(licenceId)).rejects.toThrow(/state/);
    const unsealed = { ...item, holder: { ...licence.holder, name: "李四" } };
    await database.db.send(new PutCommand({ TableName: table, Item: unsealed }));
    await expect(store.read(licenceId)).rejects.toThrow("holder of licence is not sealed");
  });
});
