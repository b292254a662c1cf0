import { mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  GetObjectTaggingCommand,
  PutObjectCommand,
  PutObjectTaggingCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { SQSClient } from "@aws-sdk/client-sqs";
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { type Buckets, startBuckets } from "#local/engine/s3/buckets.ts";
import { type SqsServer, startSqs } from "#local/engine/sqs/fauxqs.ts";
import { objectKey } from "#shared/documents/document.ts";
import { clamavScanner } from "#shared/documents/scanning/scanners.ts";
import { tagScanner } from "#shared/documents/scanning/verdict-store.ts";
import { logger } from "#shared/kernel/logging/logger.ts";
import { eicar, startClamd } from "#test/support/clamd.ts";
import {
  type LookDeps,
  lookOnce,
  requireFreshSignatures,
} from "../../../functions/documents/upload-scanner/look.ts";

const bucket = "documents";
const credentials = { accessKeyId: "S3RVER", secretAccessKey: "S3RVER" };
const documentId = (letter: string): string => `050a${letter.repeat(4)}-aaaa-8aaa-8aaa-aaaaaaaaaaaa`;
const abandoned = { Key: "status", Value: "abandoned" };
const noticeOf = (...ids: string[]): string =>
  JSON.stringify({
    Records: ids.map((id) => ({ s3: { bucket: { name: bucket }, object: { key: objectKey(id), size: 1 } } })),
  });

let directory: string;
let buckets: Buckets;
let queues: SqsServer;
let clamd: Awaited<ReturnType<typeof startClamd>>;
let deps: LookDeps;

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), "tongban-scanner-"));
  buckets = await startBuckets(directory, [
    { name: bucket, properties: {} } as Parameters<typeof startBuckets>[1][number],
  ]);
  queues = await startSqs(directory, "local");
  queues.createQueue("uploads", { VisibilityTimeout: "0" });
  clamd = await startClamd();
  const region = "local";
  deps = {
    s3: new S3Client({ endpoint: buckets.endpoint, region, credentials, forcePathStyle: true }),
    sqs: new SQSClient({ endpoint: `http://127.0.0.1:${queues.port}`, region, credentials }),
    queueUrl: `http://127.0.0.1:${queues.port}/000000000000/uploads`,
    scanner: clamavScanner("127.0.0.1", clamd.port, 2000),
  };
});
afterAll(async () => {
  clamd.close();
  deps.s3.destroy();
  deps.sqs.destroy();
  await Promise.all([buckets.close(), queues.stop()]);
  rmSync(directory, { recursive: true, force: true });
});
beforeEach(() => {
  for (const level of ["error", "warn"] as const) vi.spyOn(logger, level).mockImplementation(() => {});
  vi.spyOn(console, "error").mockImplementation(() => {});
});

const upload = async (id: string, Body: string): Promise<void> =>
  void (await deps.s3.send(new PutObjectCommand({ Bucket: bucket, Key: objectKey(id), Body })));
const tell = (body: string): void => queues.sendMessage("uploads", body);
const verdictOn = (id: string) => tagScanner(bucket, deps.s3).scan(id, new Uint8Array());
const waiting = (): number => queues.inspectQueue("uploads")?.messages.ready.length ?? 0;

describe("the scanning machine", () => {
  test("writes its verdict where the platform looks for it, and keeps other tags", async () => {
    const [clean, infected] = [documentId("a"), documentId("b")];
    await upload(clean, "a letter");
    await upload(infected, `xx ${eicar}`);
    await deps.s3.send(
      new PutObjectTaggingCommand({
        Bucket: bucket,
        Key: objectKey(clean),
        Tagging: { TagSet: [abandoned] },
      }),
    );
    expect(await verdictOn(clean)).toBe("pending");
    tell(noticeOf(clean));
    tell(noticeOf(infected));
    expect(await lookOnce(deps, 0)).toEqual({ done: 2, failed: 0 });
    expect(await verdictOn(clean)).toBe("clean");
    expect(await verdictOn(infected)).toBe("infected");
    const { TagSet } = await deps.s3.send(
      new GetObjectTaggingCommand({ Bucket: bucket, Key: objectKey(clean) }),
    );
    expect(TagSet).toContainEqual(abandoned);
    expect(waiting()).toBe(0);
  });

  test("needs no verdict of what is gone, and takes the bucket's own test for nothing", async () => {
    tell(noticeOf(documentId("c")));
    tell(JSON.stringify({ Service: "Amazon S3", Event: "s3:TestEvent", Bucket: bucket }));
    expect(await lookOnce(deps, 0)).toEqual({ done: 2, failed: 0 });
  });

  test("leaves what it cannot look into in the queue, without any verdict", async () => {
    const id = documentId("d");
    await upload(id, "a letter");
    tell(noticeOf(id));
    const down = { ...deps, scanner: clamavScanner("127.0.0.1", 9, 500) };
    expect(await lookOnce(down, 0)).toEqual({ done: 0, failed: 1 });
    expect(await verdictOn(id)).toBe("pending");
    expect(await lookOnce(deps, 0)).toEqual({ done: 1, failed: 0 });
    expect(await verdictOn(id)).toBe("clean");
  });

  test.each(["{", "[]", '{"Records":[{"s3":{}}]}'])("leaves %s to be a dead letter", async (body) => {
    tell(body);
    expect(await lookOnce(deps, 0)).toMatchObject({ failed: 1 });
    // Taken away by hand, as whoever reads dead letters does.
    queues.createQueue("uploads", { VisibilityTimeout: "0" });
  });
});

describe("signatures", () => {
  const now = new Date("2026-11-28T00:00:00.000Z");
  const folderWith = (name: string, daysOld: number): string => {
    const folder = mkdtempSync(join(directory, "signatures-"));
    writeFileSync(join(folder, name), "");
    const then = new Date(now.getTime() - daysOld * 86_400_000);
    utimesSync(join(folder, name), then, then);
    return folder;
  };

  test.each([
    ["daily.cvd", 0],
    ["daily.cld", 6.9],
  ])("of %s that is %d days old are good", (name, daysOld) => {
    expect(() => requireFreshSignatures(folderWith(name, daysOld), () => now.toISOString())).not.toThrow();
  });

  test.each([
    ["daily.cvd", 7.1],
    ["main.cvd", 0],
    ["readme.txt", 0],
  ])("of %s that is %d days old make nothing clean", (name, daysOld) => {
    expect(() => requireFreshSignatures(folderWith(name, daysOld), () => now.toISOString())).toThrow(
      "older than 7 days",
    );
  });
});
