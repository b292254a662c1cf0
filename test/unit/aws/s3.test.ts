import {
  GetObjectCommand,
  GetObjectTaggingCommand,
  ListObjectsV2Command,
  NoSuchKey,
  PutObjectTaggingCommand,
  S3Client,
  S3ServiceException,
  type Tag,
} from "@aws-sdk/client-s3";
import { mockClient } from "aws-sdk-client-mock";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { documentIdOf } from "#shared/documents/document.ts";
import { s3ObjectStore } from "#shared/documents/object-store.ts";
import { document } from "#shared/documents/record.ts";
import { tagScanner } from "#shared/documents/scanning/verdict-store.ts";
import { capturedLogs } from "#test/support/captured-logs.ts";
import { memoryRecordStore } from "#test/support/memory-record-store.ts";
import { traceparent } from "#test/unit/ratings/samples.ts";
import {
  markAbandoned,
  s3Uploads,
} from "../../../functions/documents/abandoned-uploads/abandoned-uploads.ts";

// The local engine's bucket neither scans nor fails.
const service = mockClient(S3Client);
beforeEach(() => void service.reset());
afterAll(() => service.restore());

const documentId = "00000000-0000-8000-8000-000000000001";
const failure = (name: string, status: number) =>
  new S3ServiceException({ name, $fault: "client", message: name, $metadata: { httpStatusCode: status } });
const tagsPut = (): Tag[][] =>
  service.commandCalls(PutObjectTaggingCommand).map(({ args: [{ input }] }) => input.Tagging?.TagSet ?? []);

describe("a file in the bucket", () => {
  const objects = s3ObjectStore("bucket");

  test("that was never uploaded is none", async () => {
    service.on(GetObjectCommand).rejects(new NoSuchKey({ message: "none", $metadata: {} }));
    expect(await objects.read(documentId)).toBeUndefined();
  });

  test.each([
    ["AccessDenied", 403],
    ["SlowDown", 503],
    ["InternalError", 500],
    ["TimeoutError", 0],
  ])("that cannot be read because of %s is not said to be missing", async (name, status) => {
    service.on(GetObjectCommand).rejects(failure(name, status));
    await expect(objects.read(documentId)).rejects.toThrow(name);
  });
});

describe("the sweep of abandoned uploads", () => {
  const logged = capturedLogs();
  const now = "2026-11-26T02:00:00.000Z";
  const announcement = {
    fileName: "李敏的身份证.pdf",
    contentType: "application/pdf",
    size: 100,
    sha256: "0".repeat(64),
  } as const;
  const idOf = (key: string) => documentIdOf("li-min", key, announcement, "2026-11-23T02:00:00.000Z");
  const [one, two, three] = [idOf("1"), idOf("2"), idOf("3")];
  const keyOf = (id: string) => `documents/2026-11-23/${id}`;
  const page = (ids: string[], NextContinuationToken?: string) => ({
    Contents: ids.map((id) => ({ Key: keyOf(id) })),
    ...(NextContinuationToken && { NextContinuationToken }),
  });
  const sweep = (store = memoryRecordStore(document)) =>
    markAbandoned({ store, uploads: s3Uploads("bucket"), now: () => now });
  const marked = { Key: "status", Value: "abandoned" };
  const verdict = { Key: "GuardDutyMalwareScanStatus", Value: "THREATS_FOUND" };
  /** The uploads of one day, on a page each; other days have none. */
  const uploaded = (...ids: string[]) => {
    service.on(ListObjectsV2Command).resolves({});
    for (const [index, id] of ids.entries())
      service
        .on(ListObjectsV2Command, {
          Prefix: "documents/2026-11-23/",
          ...(index > 0 && { ContinuationToken: `page ${index}` }),
        })
        .resolves(page([id], index + 1 < ids.length ? `page ${index + 1}` : undefined));
    service.on(GetObjectTaggingCommand).resolves({ TagSet: [verdict] });
    service.on(PutObjectTaggingCommand).resolves({});
  };
  beforeEach(() => void logged.splice(0));

  test("asks for the days that are over for two days, the oldest first, and for no others", async () => {
    uploaded();
    expect(await sweep()).toEqual({ due: 0, changed: 0 });
    expect(service.commandCalls(ListObjectsV2Command).map(({ args: [{ input }] }) => input.Prefix)).toEqual(
      ["19", "20", "21", "22", "23"].map((day) => `documents/2026-11-${day}/`),
    );
  });

  test("marks on every page what has no record, and keeps a scanner's verdict", async () => {
    uploaded(one, two, three);
    const store = memoryRecordStore(document);
    const actor = { role: "citizen", id: "li-min" };
    await store.write(
      document.first(
        { documentId: two, ownerId: "li-min", ...announcement, scan: "clean" },
        { event: "confirmed", at: now, actor, trace: traceparent },
      ),
    );
    expect(await sweep(store)).toEqual({ due: 2, changed: 2 });
    expect(service.commandCalls(PutObjectTaggingCommand).map(({ args: [{ input }] }) => input.Key)).toEqual([
      keyOf(one),
      keyOf(three),
    ]);
    expect(tagsPut()).toEqual([
      [verdict, marked],
      [verdict, marked],
    ]);
    expect(logged).toMatchObject([
      [expect.anything(), { code: "sweep.done", due: 2, changed: 2, failed: 0 }],
    ]);
    expect(JSON.stringify(logged)).not.toMatch(/li-min|李敏/);
  });

  test("marks nothing twice", async () => {
    uploaded(one);
    service.on(GetObjectTaggingCommand).resolves({ TagSet: [verdict, marked] });
    expect(await sweep()).toEqual({ due: 1, changed: 0 });
    expect(tagsPut()).toEqual([]);
  });

  test("does not mark what it cannot read the marks of: a verdict could be lost", async () => {
    uploaded(one, two);
    service.on(GetObjectTaggingCommand, { Key: keyOf(one) }).rejects(failure("SlowDown", 503));
    await expect(sweep()).rejects.toThrow("1 of 2 failed");
    expect(service.commandCalls(PutObjectTaggingCommand).map(({ args: [{ input }] }) => input.Key)).toEqual([
      keyOf(two),
    ]);
    expect(logged).toMatchObject([
      [expect.anything(), { code: "sweep.failed", id: one, cause: "SlowDown" }],
      [expect.anything(), { code: "sweep.done", due: 2, changed: 1, failed: 1 }],
    ]);
  });

  test("goes on past one that cannot be marked, and fails at the end", async () => {
    uploaded(one, two);
    service.on(PutObjectTaggingCommand, { Key: keyOf(one) }).rejects(failure("SlowDown", 503));
    await expect(sweep()).rejects.toThrow("1 of 2 failed");
    expect(service.commandCalls(PutObjectTaggingCommand)).toHaveLength(2);
  });

  test("fails when a page cannot be listed, and marks nothing when records cannot be read", async () => {
    uploaded(one);
    const store = memoryRecordStore(document);
    store.readMany = async () => Promise.reject(failure("ThrottlingException", 400));
    await expect(sweep(store)).rejects.toThrow("ThrottlingException");
    expect(tagsPut()).toEqual([]);
    service.on(ListObjectsV2Command).rejects(failure("SlowDown", 503));
    await expect(sweep()).rejects.toThrow("SlowDown");
  });
});

describe("A verdict in a tag", () => {
  const scan = () => tagScanner("bucket").scan(documentId, Buffer.alloc(0));

  test.each([
    ["NO_THREATS_FOUND", "clean"],
    ["THREATS_FOUND", "infected"],
    ["UNSUPPORTED", "pending"],
    [undefined, "pending"],
  ])("says %s: %s", async (Value, result) => {
    service
      .on(GetObjectTaggingCommand)
      .resolves({ TagSet: Value ? [{ Key: "GuardDutyMalwareScanStatus", Value }] : [] });
    expect(await scan()).toBe(result);
  });

  test("whose verdict cannot be read makes no file clean", async () => {
    service.on(GetObjectTaggingCommand).rejects(failure("AccessDenied", 403));
    await expect(scan()).rejects.toThrow("AccessDenied");
  });
});
