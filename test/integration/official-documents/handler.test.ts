import { once } from "node:events";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { GetObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { PutCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import type { Context, SQSBatchResponse, SQSEvent } from "aws-lambda";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { bundleFunctions } from "#infra/bundle.ts";
import { type Buckets, startBuckets } from "#local/engine/s3/buckets.ts";
import { placeIn } from "#shared/cases/dynamodb-case-reader.ts";
import { dynamodbCaseStore } from "#shared/cases/dynamodb-case-store.ts";
import { dynamodbCatalogue } from "#shared/catalogue/dynamodb-catalogue.ts";
import { publishItems } from "#shared/catalogue/publish.ts";
import {
  type OfficialDocumentName,
  officialDocumentIdOf,
  officialDocumentKey,
  officialDocumentTitleOf,
} from "#shared/documents/official-documents.ts";
import { officialDocumentsOf, officialDocumentVersions } from "#shared/documents/public.ts";
import { historyKey } from "#shared/kernel/messaging/outbox.ts";
import { startDatabase, type TestDatabase } from "#test/support/database.ts";
import { testCipher, testRing } from "#test/support/test-cipher.ts";
import { form, openSample, person, traceparent } from "#test/unit/cases/samples.ts";
import { factsOf, item, textOf } from "#test/unit/official-documents/samples.ts";

type Handler = (event: SQSEvent, context: Context) => Promise<SQSBatchResponse>;

const bucket = "documents";
const sample = openSample({ item: { ...openSample().item, code: item.itemCode }, receive: "window" });
const { caseNumber } = sample;
let database: TestDatabase;
let buckets: Buckets;
let s3: S3Client;
let secrets: Server;
let directory: string;
let handler: Handler;

/** The function as it is deployed, on real engines: what a bundle breaks shows only here. */
beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), "tongban-documents-"));
  [database, buckets] = await Promise.all([
    startDatabase(),
    startBuckets(directory, [{ name: bucket, properties: {} } as Parameters<typeof startBuckets>[1][number]]),
  ]);
  await database.createTable("cases");
  await database.createTable("documents");
  await database.createTable("examinations");
  await database.createTable("catalogue", { listing: { hash: "listingKey", range: "itemCode" } });
  secrets = createServer((_request, response) =>
    response.end(JSON.stringify({ SecretString: JSON.stringify({ trial: "t".repeat(64), ...testRing }) })),
  ).listen(0, "127.0.0.1");
  await once(secrets, "listening");
  const credentials = { accessKeyId: "S3RVER", secretAccessKey: "S3RVER" };
  s3 = new S3Client({ endpoint: buckets.endpoint, region: "local", credentials, forcePathStyle: true });
  for (const [name, value] of Object.entries({
    CASES_TABLE: "cases",
    EXAMINATIONS_TABLE: "examinations",
    LICENCES_TABLE: "licences",
    DOCUMENTS_TABLE: "documents",
    DOCUMENTS_BUCKET: bucket,
    CATALOGUE_TABLE: "catalogue",
    STAFF_TABLE: "staff",
    DOCUMENT_SEALS_SECRET: "seals",
    FIELD_KEYS_SECRET: "fields",
    FIELD_CIPHER: "aes-256-gcm",
    AWS_ENDPOINT_URL_SECRETS_MANAGER: `http://127.0.0.1:${(secrets.address() as AddressInfo).port}`,
    DEAD_LETTER_QUEUE_URL: "http://127.0.0.1:9/nobody",
    AWS_REGION: "local",
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    AWS_ENDPOINT_URL_DYNAMODB: await database.db.config
      .endpoint?.()
      .then(({ protocol, hostname, port }) => `${protocol}//${hostname}:${port}`),
    AWS_ENDPOINT_URL_S3: buckets.endpoint,
  }))
    vi.stubEnv(name, value);
  const bundle = (await bundleFunctions({ names: ["official-documents"] })).get("official-documents");
  handler = (await import(pathToFileURL(join(bundle?.dir ?? "", "handler.mjs")).href)).handler;

  const publishing = {
    ...dynamodbCatalogue("catalogue", database.db),
    now: () => "2026-09-01T00:00:00.000Z",
    actor: { role: "system", id: "test" },
    traceparent,
  };
  await publishItems(publishing, [item]);
  await dynamodbCaseStore("cases", database.db, testCipher).write(sample, { form, person });
});
afterAll(async () => {
  vi.unstubAllEnvs();
  s3.destroy();
  secrets.close();
  await Promise.all([database.close(), buckets.close()]);
  rmSync(directory, { recursive: true, force: true });
});

/** The history's entry as the relay writes it, and the message that follows. */
const printed = async ({ event, entry }: ReturnType<typeof factsOf>): Promise<string> => {
  const { version, privateNote, changes } = entry;
  const data = { ...event.data, caseNumber, itemCode: item.itemCode };
  const own = { ...event, id: `case/${caseNumber}/${version}`, subject: `case/${caseNumber}`, data };
  await database.db.send(
    new PutCommand({
      TableName: "cases",
      Item: {
        pk: `CASE#${caseNumber}`,
        sk: historyKey(version),
        version,
        event: own,
        changes,
        privateNote,
      },
    }),
  );
  return JSON.stringify({ "detail-type": own.type, source: own.source, detail: own });
};
/** The applicant's name, put right since. */
const nameIs = async (name: string) =>
  database.db.send(
    new UpdateCommand({
      TableName: "cases",
      Key: { pk: `CASE#${caseNumber}`, sk: "APPLICATION#001" },
      UpdateExpression: "SET person = :person",
      ExpressionAttributeValues: {
        ":person": await testCipher.seal(placeIn(caseNumber, 1, "person"), {
          ...person.person,
          applicant: { ...person.person.applicant, name },
        }),
      },
    }),
  );
const deliver = (body: string) => handler({ Records: [{ messageId: "m", body }] } as SQSEvent, {} as Context);
const receipt: OfficialDocumentName = { caseNumber, version: 1, kind: "receipt" };
const notice: OfficialDocumentName = { caseNumber, version: 3, kind: "notice" };
const stored = async (document: OfficialDocumentName): Promise<Buffer> => {
  const { Body } = await s3.send(
    new GetObjectCommand({ Bucket: bucket, Key: officialDocumentKey(document) }),
  );
  return Buffer.from((await Body?.transformToByteArray()) ?? []);
};
const objectEnd = "._S3rver_object";
/** As they lie on the disk of the local engine. */
const keys = () =>
  readdirSync(join(directory, "s3", bucket), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(objectEnd))
    .map((file) => file.slice(0, -objectEnd.length));

describe("the function that makes documents, as deployed", () => {
  test("stores one file, once, however often the event comes and whatever has changed meanwhile", async () => {
    const body = await printed(factsOf("submitted"));
    expect(await deliver(body)).toEqual({ batchItemFailures: [] });
    const file = await stored(receipt);
    const { text } = await textOf(file);
    expect(text).toContain("收件凭证");
    expect(file.toString("latin1")).toMatch(/\/ByteRange \[0 \d+ \d+ \d+\]\s.*\/Contents <30/s);
    expect(text).toContain(person.person.applicant.name);

    await nameIs("李敏敏");
    for (let time = 0; time < 2; time += 1) expect(await deliver(body)).toEqual({ batchItemFailures: [] });
    expect(keys()).toEqual([officialDocumentKey(receipt)]);
    expect((await stored(receipt)).equals(file)).toBe(true);
    await nameIs(person.person.applicant.name);
  });

  test("says what the bus does not carry, and is seen among the documents of its case", async () => {
    await deliver(await printed(factsOf("supplementRequested")));
    const { text } = await textOf(await stored(notice));
    expect(text).toContain("看不清操作间");
    expect(text).toContain("川汇市监补〔2026〕1号");
    const store = dynamodbCaseStore("cases", database.db, testCipher);
    const { items } = await store.history(caseNumber, officialDocumentVersions(5));
    expect(officialDocumentsOf({ caseNumber, itemCode: item.itemCode }, items)).toEqual([
      expect.objectContaining({ kind: "receipt", title: officialDocumentTitleOf("receipt", item.itemCode) }),
      expect.objectContaining({ kind: "notice", documentId: officialDocumentIdOf(notice) }),
    ]);
  });

  test("shows in the bucket nothing of whom a document is about", () => {
    expect(keys().join()).not.toContain(caseNumber);
  });

  test("tries again while the history is not there", async () => {
    const { event } = factsOf("refused");
    const detail = {
      ...event,
      id: `case/${caseNumber}/9`,
      subject: `case/${caseNumber}`,
      data: { ...event.data, caseNumber, itemCode: item.itemCode },
    };
    const body = JSON.stringify({ "detail-type": event.type, source: event.source, detail });
    expect(await deliver(body)).toEqual({ batchItemFailures: [{ itemIdentifier: "m" }] });
  });
});
