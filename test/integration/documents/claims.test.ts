import { randomUUID } from "node:crypto";
import { GetCommand } from "@aws-sdk/lib-dynamodb";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { CaseStore } from "#shared/cases/case-store.ts";
import { dynamodbApplicationExpiry } from "#shared/cases/dynamodb-application-expiry.ts";
import { dynamodbCaseStore } from "#shared/cases/dynamodb-case-store.ts";
import { caseRecord } from "#shared/cases/record.ts";
import { officialDocumentIdOf } from "#shared/documents/official-documents.ts";
import { type DocumentsPublic, documentsOf } from "#shared/documents/public.ts";
import { type Document, type Draft, document, draft, draftKeyOf } from "#shared/documents/record.ts";
import { limitOf } from "#shared/kernel/calendar/working-days.ts";
import { dynamodbRecordStore } from "#shared/kernel/records/dynamodb-record-store.ts";
import type { RecordStore } from "#shared/kernel/records/record-store.ts";
import { indexesOf, startDatabase, type TestDatabase } from "#test/support/database.ts";
import { testCipher } from "#test/support/test-cipher.ts";
import { form, openSample, person, steadyCalendar, thursday, traceparent } from "#test/unit/cases/samples.ts";
import { type SubmitRequest, submitCase } from "../../../functions/cases/case-submission/submit-case.ts";

let database: TestDatabase;
let store: RecordStore<Document>;
let drafts: RecordStore<Draft>;
let cases: CaseStore;
let documents: DocumentsPublic;
beforeAll(async () => {
  database = await startDatabase();
  await database.createTable("documents");
  await database.createTable("cases", indexesOf(caseRecord));
  store = dynamodbRecordStore(document, "documents", database.db);
  drafts = dynamodbRecordStore(draft, "documents", database.db);
  cases = dynamodbCaseStore("cases", database.db, testCipher);
  documents = documentsOf("documents", database.db, () => thursday);
});
afterAll(() => database.close());

const draftOf = (id: string) => store.read(id).then((found) => found && drafts.read(draftKeyOf(found)));
async function confirmed(more: Partial<Pick<Document, "draft" | "ownerId">> = {}): Promise<string> {
  const documentId = randomUUID();
  const file = {
    fileName: "form.pdf",
    contentType: "application/pdf",
    size: 100,
    sha256: "0".repeat(64),
    scan: "unscanned",
  } as const;
  const step = { at: thursday, actor: { role: "citizen", id: "li-min" }, trace: traceparent };
  const fields = { documentId, ownerId: "li-min", ...file, ...more };
  expect(await store.write(document.first(fields, { event: "confirmed", ...step }))).toBe(true);
  return documentId;
}
const opening = (key: string) => openSample({ key });
const claims = (key: string, ids: string[]) => documents.claims(ids, opening(key).caseNumber);
const open = async (key: string, ids: string[]): Promise<boolean> =>
  cases.write(opening(key), { form, person, beside: await claims(key, ids) });

describe("a case is opened with its documents, or not at all", () => {
  test("of two that want one file, one gets it and the other is not there", async () => {
    const [shared, own] = [await confirmed(), await confirmed()];
    const keys = ["first", "second"];
    const wanted = await Promise.all(keys.map((key) => claims(key, [own, shared])));
    const opened = await Promise.all(
      keys.map((key, index) => cases.write(opening(key), { form, person, beside: wanted[index] ?? [] })),
    );
    expect(opened.toSorted()).toEqual([false, true]);
    const winner = opening(keys[opened.indexOf(true)] ?? "").caseNumber;
    const loser = opening(keys[opened.indexOf(false)] ?? "").caseNumber;
    for (const id of [shared, own]) expect((await draftOf(id))?.caseNumber).toBe(winner);
    expect(await cases.read(loser)).toBeUndefined();
    expect(await cases.readApplication(loser, 1)).toBeUndefined();
  });

  test("what could not be opened leaves its documents free", async () => {
    const id = await confirmed();
    expect(await open("twice", [])).toBe(true);
    expect(await open("twice", [id])).toBe(false);
    expect(await draftOf(id)).toBeUndefined();
    expect(await documents.unusable([id], ["li-min"])).toEqual([]);
  });

  test("what it holds already is not claimed again; what another holds is named", async () => {
    const id = await confirmed();
    expect(await open("holder", [id, id])).toBe(true);
    const { caseNumber } = opening("holder");
    expect(await documents.claims([id], caseNumber)).toEqual([]);
    expect(await draftOf(id)).toMatchObject({ version: 1, caseNumber });
    await expect(documents.claims([id], "B".repeat(25))).rejects.toMatchObject({
      status: 422,
      code: "documentsTaken",
      facts: { documents: [id] },
    });
    expect(await documents.unusable([id], ["li-min"], caseNumber)).toEqual([]);
    expect(await documents.unusable([id], ["li-min"])).toEqual([id]);
  });

  test("all of a draft are claimed with one write, and are of that case from then on", async () => {
    const name = { draft: randomUUID() };
    const [one, other, later] = [await confirmed(name), await confirmed(name), await confirmed(name)];
    const alone = await confirmed();
    expect(await claims("whole draft", [one, other, alone])).toHaveLength(2);
    expect(await open("whole draft", [one, other, alone])).toBe(true);
    const { caseNumber } = opening("whole draft");
    expect(await documents.claims([later], caseNumber)).toEqual([]);
    expect(await documents.unusable([later], ["li-min"])).toEqual([later]);
    await expect(documents.claims([later], "B".repeat(25))).rejects.toMatchObject({
      code: "documentsTaken",
      facts: { documents: [later] },
    });
  });

  test("drafts of two owners are two, though they have one name", async () => {
    const name = { draft: randomUUID() };
    const [one, other] = [await confirmed(name), await confirmed({ ...name, ownerId: "zhang-wei" })];
    expect(await open("one owner's", [one])).toBe(true);
    expect(await documents.unusable([other], ["zhang-wei"])).toEqual([]);
    expect(await open("another owner's", [other])).toBe(true);
  });

  test("what is unknown, unconfirmed, somebody else's or made for a case is neither usable nor claimed", async () => {
    const id = await confirmed();
    const official = officialDocumentIdOf({ caseNumber: "A".repeat(25), version: 1, kind: "receipt" });
    expect(await documents.unusable([id, "none"], ["zhang-wei"])).toEqual([id, "none"]);
    expect(await documents.unusable([id, official], ["li-min"], "A".repeat(25))).toEqual([official]);
    for (const none of ["none", official])
      await expect(documents.claims([id, none], "A".repeat(25))).rejects.toThrow("not confirmed");
  });
});

describe("submissions at once", () => {
  const { item, department } = openSample();
  const request = (idempotencyKey: string, documentId: string) =>
    ({
      body: {
        itemCode: item.code,
        applicant: person.person.applicant,
        answers: form.answers,
        materials: [{ materialId: "application", documentId }],
        handIn: { mode: "online" },
        receive: { mode: "window" },
      },
      applicantId: "li-min",
      applicant: person.person.applicant,
      actor: { role: "citizen", id: "li-min" },
      idempotencyKey,
      published: {
        version: 1,
        item: {
          itemCode: item.code,
          department,
          legalLimit: limitOf(item.legal ?? ""),
          promisedLimit: limitOf(item.promised),
          specialProcedures: [],
          materials: [],
          fee: { charged: false, items: [] },
        },
      },
      traceparent,
    }) as unknown as SubmitRequest;
  const submit = (asked: SubmitRequest) =>
    submitCase(
      {
        store: cases,
        documents,
        calendar: steadyCalendar,
        now: () => thursday,
        licences: { uses: async () => [] },
        index: {
          keysOf: async () => ({ idKey: "id-key", phoneKey: "phone-key" }),
          partyKeysOf: async () => [],
          namesUnder: async (name) => [name],
        },
        nameAtWindow: async () => "nobody",
      },
      asked,
    );

  test.each([
    ["one file", ["same"]],
    ["files of one draft", ["a", "b", "c", "d", "e"]],
  ])("of five that want %s one opens a case, and the others hear who holds it", async (what, files) => {
    const name = { draft: randomUUID() };
    const ids = await Promise.all(files.map(() => confirmed(name)));
    const outcomes = await Promise.allSettled(
      ["a", "b", "c", "d", "e"].map((key, index) =>
        submit(request(`wants ${what} ${key}`, ids[index % ids.length] ?? "")),
      ),
    );
    const opened = outcomes.filter(({ status }) => status === "fulfilled");
    expect(opened).toHaveLength(1);
    for (const outcome of outcomes)
      if (outcome.status === "rejected") expect(outcome.reason).toMatchObject({ code: "documentsTaken" });
  });

  test("five times the same is one case, whose form and person go away together, once it is archived", async () => {
    const id = await confirmed();
    const asked = request("the same", id);
    const opened = await Promise.all(Array.from({ length: 5 }, () => submit(asked)));
    expect(new Set(opened.map(({ caseNumber }) => caseNumber)).size).toBe(1);
    const { caseNumber = "" } = opened[0] ?? {};
    expect((await draftOf(id))?.caseNumber).toBe(caseNumber);
    const Key = { ...caseRecord.keyOf(caseNumber), sk: "APPLICATION#001" };
    const { Item } = await database.db.send(new GetCommand({ TableName: "cases", Key }));
    expect(Item).toMatchObject({ form: { revision: 1 }, person: {} });
    expect(Item).not.toHaveProperty("expiresAt");
    const { expire } = dynamodbApplicationExpiry("cases", database.db);
    await expire({ caseNumber, formRevision: 2 }, 2_000_000_000);
    const archived = await database.db.send(new GetCommand({ TableName: "cases", Key }));
    expect(archived.Item).toEqual({ ...Item, expiresAt: 2_000_000_000 });
    const second = { ...Key, sk: "APPLICATION#002" };
    expect(
      (await database.db.send(new GetCommand({ TableName: "cases", Key: second }))).Item,
    ).toBeUndefined();
  });
});
