import { createHash } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { GetObjectCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Buckets, startBuckets } from "#local/engine/s3/buckets.ts";
import { packageFormat } from "#shared/archives/manifest.ts";
import { type PackageStore, packageStore } from "#shared/archives/package-store.ts";
import { packageKey } from "#shared/archives/record.ts";
import { type Part, zipOf } from "#shared/archives/zip.ts";
import { chainHash, chainStart } from "#shared/kernel/records/chain.ts";

const bucket = "documents";
const caseNumber = "411602100120260917FZHRRD1";
const key = packageKey(caseNumber);
const megabyte = 1024 * 1024;

const link = {
  event: {
    id: `case/${caseNumber}/1`,
    type: "tongban.case.submitted.v1",
    time: "2026-09-17T01:00:00.000Z",
    traceparent: "x",
  },
  privateNote: { actor: { role: "citizen", id: "c" } },
  changes: { set: { state: "submitted" } },
};
const hash = chainHash(chainStart, link);

/** A package of so many files of a megabyte. */
function partsOf(files: number): Part[] {
  const listed: { path: string; size: number; sha256: string }[] = [];
  const part = (path: string, bytes: () => Buffer): Part => ({
    path,
    async read() {
      const made = bytes();
      listed.push({ path, size: made.byteLength, sha256: createHash("sha256").update(made).digest("hex") });
      return made;
    },
  });
  const json = (value: unknown) => Buffer.from(JSON.stringify(value));
  return [
    part("history.json", () => json({ caseNumber, entries: [{ version: 1, ...link, hash }] })),
    ...Array.from({ length: files }, (_, index) =>
      part(`materials/${index}.jpg`, () => Buffer.alloc(megabyte, index)),
    ),
    {
      path: "manifest.json",
      read: async () =>
        json({ format: packageFormat, caseNumber, chain: { version: 1, hash }, parts: listed }),
    },
  ];
}

const bytesOf = async (stream: Readable): Promise<Buffer> => {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
};

describe("packages in the bucket", () => {
  const directory = mkdtempSync(join(tmpdir(), "tongban-packages-"));
  let buckets: Buckets;
  let s3: S3Client;
  let store: PackageStore;

  beforeAll(async () => {
    buckets = await startBuckets(directory, [
      { name: bucket, properties: {} } as Parameters<typeof startBuckets>[1][number],
    ]);
    s3 = new S3Client({
      endpoint: buckets.endpoint,
      region: "local",
      forcePathStyle: true,
      credentials: { accessKeyId: "S3RVER", secretAccessKey: "S3RVER" },
      requestChecksumCalculation: "WHEN_REQUIRED",
    });
    store = packageStore(bucket, s3);
  });
  afterAll(async () => {
    s3.destroy();
    await buckets.close();
    rmSync(directory, { recursive: true });
  });

  test("are the same bytes each time, in pieces or in one, and whole when read back", async () => {
    const small = await store.keep(key, zipOf(partsOf(2)));
    expect(await store.keep(key, zipOf(partsOf(2)))).toEqual(small);
    expect(await store.verify(key, small)).toMatchObject({ findings: [], parts: 4 });
    const large = await store.keep(key, zipOf(partsOf(30)));
    expect(large.size).toBeGreaterThan(30 * megabyte);
    expect(await store.verify(key, large)).toMatchObject({ findings: [], parts: 32 });
    const object = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
    const stored = Buffer.from((await object.Body?.transformToByteArray()) ?? []);
    expect(createHash("sha256").update(stored).digest("hex")).toBe(large.sha256);
  });

  test("are read part after part: a reader that waits holds up the next", async () => {
    let read = 0;
    const parts = partsOf(40).map(({ path, read: open }) => ({
      path,
      read: () => {
        read += 1;
        return open();
      },
    }));
    const chunks = zipOf(parts)[Symbol.asyncIterator]();
    await chunks.next();
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(read).toBeLessThanOrEqual(3);
    await chunks.return?.();
  });

  test("are known for changed, shortened and gone", async () => {
    const kept = await store.keep(key, zipOf(partsOf(2)));
    const whole = await bytesOf(zipOf(partsOf(2)));
    const put = (Body: Buffer) => s3.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body }));
    const changed = Buffer.from(whole);
    changed[2000] = (changed[2000] ?? 0) ^ 1;
    await put(changed);
    expect(await store.verify(key, kept)).toMatchObject({ findings: [{ finding: "notAPackage" }] });
    // Its digest was recorded wrong as well: the manifest still tells which part it is.
    const sha256 = createHash("sha256").update(changed).digest("hex");
    expect(await store.verify(key, { sha256, size: changed.byteLength })).toMatchObject({
      findings: [{ finding: "partChanged", part: "materials/0.jpg" }],
    });
    expect(await store.verify("archives/nothing.zip", kept)).toBeUndefined();
  });

  test("with a part beside the manifest, or a history that was cut, are not whole", async () => {
    const [history, ...others] = partsOf(1);
    if (!history) throw new Error("no parts");
    const stray: Part = { path: "note.txt", read: async () => Buffer.from("?") };
    const broken: Part = {
      path: "history.json",
      read: async () => Buffer.from(JSON.stringify({ caseNumber, entries: [] })),
    };
    const kept = await store.keep(key, zipOf([broken, stray, ...others]));
    const found = (await store.verify(key, kept))?.findings;
    expect(found).toContainEqual({ finding: "partUnknown", part: "note.txt" });
    expect(found).toContainEqual({ finding: "chainBroken", part: "history.json" });
  });
});
