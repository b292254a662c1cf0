import { createHash } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { GetObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { PutCommand, ScanCommand } from "@aws-sdk/lib-dynamodb";
import type { Context, SQSBatchResponse, SQSEvent } from "aws-lambda";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { bundleFunctions } from "#infra/bundle.ts";
import { type Buckets, startBuckets } from "#local/engine/s3/buckets.ts";
import { dynamodbCaseStore } from "#shared/cases/dynamodb-case-store.ts";
import type { HistoryEntry } from "#shared/cases/history.ts";
import { dynamodbCatalogueStore } from "#shared/catalogue/catalogue-store.ts";
import { summaryOf } from "#shared/catalogue/item.ts";
import { documentSchema, objectKey } from "#shared/documents/document.ts";
import { dynamodbDocumentStore } from "#shared/documents/document-store.ts";
import { paperIdOf, paperTitles } from "#shared/documents/papers.ts";
import { papersPublic } from "#shared/documents/public.ts";
import { historyKey } from "#shared/kernel/messaging/outbox.ts";
import { startDatabase, type TestDatabase } from "#test/support/database.ts";
import { form, openSample, person, traceparent } from "#test/unit/cases/samples.ts";
import { factsOf, item, textOf } from "#test/unit/papers/samples.ts";

type Handler = (event: SQSEvent, context: Context) => Promise<SQSBatchResponse>;

const bucket = "papers";
const sample = openSample({ item: { ...openSample().item, code: item.itemCode }, receive: "window" });
const { caseNumber } = sample;
let database: TestDatabase;
let buckets: Buckets;
let s3: S3Client;
let directory: string;
let handler: Handler;

/** The function as it is deployed, on real engines: what a bundle breaks shows only here. */
beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), "tongban-papers-"));
  [database, buckets] = await Promise.all([
    startDatabase(),
    startBuckets(directory, [{ name: bucket, properties: {} } as Parameters<typeof startBuckets>[1][number]]),
  ]);
  await database.createTable("cases");
  await database.createTable("documents");
  await database.createTable("catalogue", { listing: { hash: "listingKey", range: "listingSort" } });
  const credentials = { accessKeyId: "S3RVER", secretAccessKey: "S3RVER" };
  s3 = new S3Client({ endpoint: buckets.endpoint, region: "local", credentials, forcePathStyle: true });
  for (const [name, value] of Object.entries({
    CASES_TABLE: "cases",
    DOCUMENTS_TABLE: "documents",
    DOCUMENTS_BUCKET: bucket,
    CATALOGUE_TABLE: "catalogue",
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
  const bundle = (await bundleFunctions({ names: ["official-papers"] })).get("official-papers");
  handler = (await import(pathToFileURL(join(bundle?.dir ?? "", "handler.mjs")).href)).handler;

  const catalogue = dynamodbCatalogueStore("catalogue", database.db);
  const head = {
    itemCode: item.itemCode,
    version: 1,
    department: item.department,
    digest: "d",
    publishedAt: "2026-09-01T00:00:00.000Z",
    trace: traceparent,
    summary: summaryOf(item, 1),
  };
  await catalogue.publish(head, item);
  await dynamodbCaseStore("cases", database.db).create(sample, form, person);
});
afterAll(async () => {
  vi.unstubAllEnvs();
  s3.destroy();
  await Promise.all([database.close(), buckets.close()]);
  rmSync(directory, { recursive: true, force: true });
});

/** The history's entry as the relay writes it, and the message that follows. */
const told = async ({ version, event, note, changes }: HistoryEntry): Promise<string> => {
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
        ...(note && { privateNote: note }),
      },
    }),
  );
  return JSON.stringify({ "detail-type": own.type, source: own.source, detail: own });
};
const deliver = (body: string) => handler({ Records: [{ messageId: "m", body }] } as SQSEvent, {} as Context);
const documents = async () => {
  const { Items = [] } = await database.db.send(new ScanCommand({ TableName: "documents" }));
  return Items.map(({ pk, sk, ...document }) => documentSchema.parse(document));
};
const stored = async (documentId: string): Promise<Buffer> => {
  const { Body } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: objectKey(documentId) }));
  return Buffer.from((await Body?.transformToByteArray()) ?? []);
};

describe("the function that makes papers, as deployed", () => {
  test("stores one file and one record however often the event comes", async () => {
    const body = await told(factsOf("submitted").entry);
    expect(await deliver(body)).toEqual({ batchItemFailures: [] });
    const [record, ...others] = await documents();
    if (!record) throw new Error("no document was made");
    const file = await stored(record.documentId);
    expect(others).toEqual([]);
    expect(record).toEqual({
      documentId: paperIdOf(caseNumber, 1),
      ownerId: "li-min",
      fileName: "receipt.pdf",
      contentType: "application/pdf",
      size: file.byteLength,
      sha256: createHash("sha256").update(file).digest("hex"),
      status: "clean",
      createdAt: sample.submittedAt,
      caseNumber,
      paper: { kind: "receipt", number: expect.stringMatching(/^川汇收〔2026〕/), version: 1 },
    });
    expect((await textOf(file)).text).toContain("收件凭证");

    for (let time = 0; time < 2; time += 1) await deliver(body);
    expect(await documents()).toEqual([record]);
    expect((await stored(record.documentId)).equals(file)).toBe(true);
  });

  test("says what the bus does not carry, and is seen among the papers of its case", async () => {
    await deliver(await told(factsOf("supplementRequested").entry));
    const notice = await stored(paperIdOf(caseNumber, 3));
    expect((await textOf(notice)).text).toContain("看不清操作间");
    const { papersOf } = papersPublic(dynamodbDocumentStore("documents", database.db));
    expect(await papersOf(caseNumber, 5)).toEqual([
      expect.objectContaining({ kind: "receipt", title: paperTitles.receipt }),
      expect.objectContaining({ kind: "notice", documentId: paperIdOf(caseNumber, 3) }),
    ]);
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
