import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { dynamodbCaseStore } from "#shared/cases/dynamodb-case-store.ts";
import type { CaseHead } from "#shared/cases/record.ts";
import { runCommand } from "#shared/cases/run-command.ts";
import { documentsOf } from "#shared/documents/public.ts";
import { document, draft } from "#shared/documents/record.ts";
import { putVersion } from "#shared/kernel/aws/put-version.ts";
import { dynamodbCalendarStore } from "#shared/kernel/calendar/calendar-store.ts";
import { dynamodbRecordStore } from "#shared/kernel/records/dynamodb-record-store.ts";
import { startDatabase, type TestDatabase } from "#test/support/database.ts";
import { loseNext } from "#test/support/lose-next.ts";
import { testCipher } from "#test/support/test-cipher.ts";
import {
  clerk,
  form,
  openSample,
  person,
  steadyCalendar,
  thursday,
  traceparent,
} from "#test/unit/cases/samples.ts";

// A write that was carried out and not heard of is made again by the SDK, and meets itself.
const table = "records";
let database: TestDatabase;
beforeAll(async () => {
  database = await startDatabase();
  await database.createTable(table);
});
afterAll(() => database.close());

let lost: { calls: () => number };
const lose = () => {
  lost = loseNext("answer", database.db);
};

describe("a version", () => {
  const write = (item: object, version: number) =>
    putVersion(database.db, table, { pk: "a", sk: "HEAD", version, ...item }, version);

  test("that was written is written, whether or not the first answer came", async () => {
    lose();
    const said = { list: [1, 2.5, { deep: null }], left: undefined, flag: true };
    expect(await write(said, 1)).toBe(true);
    expect(lost.calls()).toBe(2);
    lose();
    expect(await write({ said: "second" }, 2)).toBe(true);
  });

  test("is not taken for our own when it is another's", async () => {
    lost = loseNext("request", database.db);
    expect(await write({ said: "another" }, 2)).toBe(false);
    expect(lost.calls()).toBe(2);
    expect(await write({ said: "second" }, 2)).toBe(false);
  });
});

describe("a case", () => {
  const store = () => dynamodbCaseStore(table, database.db, testCipher);
  const deps = () => ({ store: store(), calendar: steadyCalendar, now: () => thursday });
  let head: CaseHead;
  let cases = 0;
  beforeEach(async () => {
    cases += 1;
    head = openSample({ key: `key-${cases}` });
    lose();
    expect(await store().write(head, { form, person })).toBe(true);
    expect(lost.calls()).toBe(2);
  });

  test("is answered as done when it was done, without any key to know it by", async () => {
    lose();
    const command = { action: "passPreReview", actor: clerk, traceparent } as const;
    expect(await runCommand(deps(), head.caseNumber, command)).toMatchObject({
      kind: "done",
      head: { version: 2, state: "awaitingAcceptance" },
    });
    expect(lost.calls()).toBe(2);
    expect((await store().read(head.caseNumber))?.version).toBe(2);
  });

  test("is replaced together with its form", async () => {
    lose();
    const next = { ...head, version: 2 };
    expect(await store().write(next, { form: { ...form, revision: 2 } })).toBe(true);
    expect(lost.calls()).toBe(2);
  });
});

test("a case is opened with its document, once", async () => {
  const store = dynamodbRecordStore(document, table, database.db);
  const documentId = "00000000-0000-8000-8000-000000000001";
  const file = {
    fileName: "a.pdf",
    contentType: "application/pdf",
    size: 1,
    sha256: "0".repeat(64),
    scan: "clean",
  } as const;
  const step = { at: thursday, actor: { role: "citizen", id: "li-min" }, trace: traceparent };
  const fields = { documentId, ownerId: "li-min", ...file };
  await store.write(document.first(fields, { event: "confirmed", ...step }));
  const opened = openSample({ key: "with a document" });
  const claims = await documentsOf(table, database.db).claims([documentId], opened.caseNumber);
  lose();
  expect(
    await dynamodbCaseStore(table, database.db, testCipher).write(opened, { form, person, beside: claims }),
  ).toBe(true);
  expect(lost.calls()).toBe(2);
  const claimed = await dynamodbRecordStore(draft, table, database.db).read(documentId);
  expect(claimed).toMatchObject({ version: 1, caseNumber: opened.caseNumber });
});

test("a calendar's year is imported", async () => {
  lose();
  const year = { year: 2027, source: "notice 2027", holidays: [], workdays: [] };
  const put = { ...year, version: 1, importedAt: thursday, importedBy: "chen-fang" };
  expect(await dynamodbCalendarStore(table, database.db).put(put)).toBe(true);
  expect(lost.calls()).toBe(2);
});
