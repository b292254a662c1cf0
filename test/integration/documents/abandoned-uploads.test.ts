import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { GetObjectTaggingCommand, PutObjectTaggingCommand, S3Client, type Tag } from "@aws-sdk/client-s3";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { type Buckets, startBuckets } from "#local/engine/s3/buckets.ts";
import { makePdf } from "#local/play/files.ts";
import { objectKey } from "#shared/documents/document.ts";
import { s3ObjectStore } from "#shared/documents/object-store.ts";
import { document, draft } from "#shared/documents/record.ts";
import { noScanner } from "#shared/documents/scanning/scanners.ts";
import { httpApi } from "#shared/kernel/http/api.ts";
import { dynamodbRecordStore } from "#shared/kernel/records/dynamodb-record-store.ts";
import { callRoute } from "#test/support/call-route.ts";
import { startDatabase, type TestDatabase } from "#test/support/database.ts";
import { memoryAccesses } from "#test/support/memory-accesses.ts";
import {
  markAbandoned,
  s3Uploads,
} from "../../../functions/documents/abandoned-uploads/abandoned-uploads.ts";
import { documentsApi } from "../../../functions/documents/documents/documents.ts";

const bucket = "documents";
const person = { sub: "li-min", name: "li-min", role: "citizen", identityLevel: "realName" };
const dayMs = 86_400_000;
/** Ten at night in Shanghai. */
const monday = Date.parse("2026-11-23T14:00:00.000Z");
const verdict = { Key: "GuardDutyMalwareScanStatus", Value: "NO_THREATS_FOUND" };
const abandoned = { Key: "status", Value: "abandoned" };

let database: TestDatabase;
let buckets: Buckets;
let s3: S3Client;
let directory: string;
let handler: ReturnType<typeof httpApi>;
let sweep: () => ReturnType<typeof markAbandoned>;
let now = monday;

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), "tongban-uploads-"));
  [database, buckets] = await Promise.all([
    startDatabase(),
    startBuckets(directory, [{ name: bucket, properties: {} } as Parameters<typeof startBuckets>[1][number]]),
  ]);
  await database.createTable("documents");
  s3 = new S3Client({
    endpoint: buckets.endpoint,
    region: "local",
    credentials: { accessKeyId: "S3RVER", secretAccessKey: "S3RVER" },
    forcePathStyle: true,
    requestChecksumCalculation: "WHEN_REQUIRED",
  });
  const store = dynamodbRecordStore(document, "documents", database.db);
  const drafts = dynamodbRecordStore(draft, "documents", database.db);
  const clock = () => new Date(now).toISOString();
  const cases = { groundOf: async () => undefined, mayReadDocument: async () => false };
  const consultations = { attachedBy: async () => undefined };
  const objects = s3ObjectStore(bucket, s3);
  const accesses = memoryAccesses();
  handler = httpApi(
    documentsApi({ store, drafts, objects, cases, consultations, accesses, scanner: noScanner, now: clock }),
    {
      accesses,
    },
  );
  sweep = () => markAbandoned({ store, uploads: s3Uploads(bucket, s3), now: clock });
});
afterAll(async () => {
  s3.destroy();
  await Promise.all([database.close(), buckets.close()]);
  rmSync(directory, { recursive: true, force: true });
});
/** Each test's uploads lie a month after the last one's. */
let month = 0;
beforeEach(() => {
  now = monday + month * 30 * dayMs;
  month += 1;
});

async function announce(text: string) {
  const { bytes, ...file } = makePdf(text);
  const { body } = await callRoute(handler, person, "POST /v1/documents", {
    body: { ...file, size: bytes.length },
    headers: { "idempotency-key": `upload-${text}` },
  });
  const { documentId, upload } = body as {
    documentId: string;
    upload: { url: string; headers: Record<string, string> };
  };
  const { url, headers } = upload;
  const put = async () => (await fetch(url, { method: "PUT", headers, body: new Uint8Array(bytes) })).status;
  return { documentId, put };
}
async function uploaded(text: string): Promise<string> {
  const { documentId, put } = await announce(text);
  expect(await put()).toBe(200);
  return documentId;
}
const confirm = (documentId: string) =>
  callRoute(handler, person, "POST /v1/documents/{documentId}/confirm", { path: { documentId } });
const at = (documentId: string) => ({ Bucket: bucket, Key: objectKey(documentId) });
const tagsOf = async (documentId: string): Promise<Tag[] | undefined> =>
  (await s3.send(new GetObjectTaggingCommand(at(documentId)))).TagSet;

test("an upload that nobody confirmed is marked, once; a confirmed one never is", async () => {
  const [left, kept] = [await uploaded("left"), await uploaded("kept")];
  expect((await confirm(kept)).status).toBe(200);
  expect([await tagsOf(left), await tagsOf(kept)]).toEqual([[], []]);

  now += 2 * dayMs;
  expect(await sweep()).toEqual({ due: 0, changed: 0 });
  now += dayMs;
  expect(await sweep()).toEqual({ due: 1, changed: 1 });
  expect(await sweep()).toEqual({ due: 1, changed: 0 });
  expect([await tagsOf(left), await tagsOf(kept)]).toEqual([[abandoned], []]);
});

test("a scanner's verdict stays beside the mark", async () => {
  const documentId = await uploaded("scanned");
  await s3.send(new PutObjectTaggingCommand({ ...at(documentId), Tagging: { TagSet: [verdict] } }));
  now += 3 * dayMs;
  expect(await sweep()).toEqual({ due: 1, changed: 1 });
  expect(await tagsOf(documentId)).toEqual([verdict, abandoned]);
});

test("four runs that were missed are made good, a fifth is left to the rule of personal data", async () => {
  const early = await uploaded("early");
  now += dayMs;
  const late = await uploaded("late");
  now += 7 * dayMs;
  expect(await sweep()).toEqual({ due: 1, changed: 1 });
  expect([await tagsOf(early), await tagsOf(late)]).toEqual([[], [abandoned]]);
});

test("an upload is confirmed to the end of the next day, and not later, whether it was swept or not", async () => {
  const [soon, late] = [await uploaded("soon"), await uploaded("late")];
  now += dayMs + 2 * 3_600_000 - 1;
  expect((await confirm(soon)).status).toBe(200);
  now += 1;
  for (const days of [0, 2]) {
    now += days * dayMs;
    await sweep();
    const answer = await confirm(late);
    expect([answer.status, answer.body.code]).toEqual([422, "uploadTooOld"]);
    expect((await confirm(soon)).status).toBe(200);
  }
  expect(await tagsOf(late)).toEqual([abandoned]);
});

test("the same call announces the same document all day, and on the next day another that can be uploaded", async () => {
  const first = await announce("again");
  expect([await first.put(), (await announce("again")).documentId]).toEqual([200, first.documentId]);
  expect(await (await announce("again")).put()).toBe(412);
  now += 2 * dayMs;
  const second = await announce("again");
  expect(second.documentId).not.toBe(first.documentId);
  expect(await second.put()).toBe(200);
  expect((await confirm(second.documentId)).status).toBe(200);
});
