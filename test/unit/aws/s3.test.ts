import {
  GetObjectCommand,
  GetObjectTaggingCommand,
  NoSuchKey,
  PutObjectTaggingCommand,
  S3Client,
  S3ServiceException,
  type Tag,
} from "@aws-sdk/client-s3";
import { mockClient } from "aws-sdk-client-mock";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { s3ObjectStore } from "#shared/documents/object-store.ts";
import { guardDutyScanner } from "../../../functions/documents/documents/guard-duty-scanner.ts";

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

  test("is kept by taking the mark for removal away, and leaving a scanner's verdict", async () => {
    const verdict = { Key: "GuardDutyMalwareScanStatus", Value: "NO_THREATS_FOUND" };
    service
      .on(GetObjectTaggingCommand)
      .resolves({ TagSet: [{ Key: "status", Value: "unconfirmed" }, verdict] });
    service.on(PutObjectTaggingCommand).resolves({});
    await objects.keep(documentId);
    expect(tagsPut()).toEqual([[verdict, { Key: "status", Value: "confirmed" }]]);
  });

  test("is not kept when its marks cannot be read: a verdict could be lost", async () => {
    service.on(GetObjectTaggingCommand).rejects(failure("SlowDown", 503));
    await expect(objects.keep(documentId)).rejects.toThrow("SlowDown");
    expect(tagsPut()).toEqual([]);
  });

  test("is not kept when its marks cannot be written", async () => {
    service.on(GetObjectTaggingCommand).resolves({ TagSet: [] });
    service.on(PutObjectTaggingCommand).rejects(failure("SlowDown", 503));
    await expect(objects.keep(documentId)).rejects.toThrow("SlowDown");
  });
});

describe("GuardDuty", () => {
  const scan = () => guardDutyScanner("bucket").scan(documentId, Buffer.alloc(0));

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
