import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { GetObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { expect, it } from "vitest";
import { startBuckets } from "#local/engine/s3/buckets.ts";
import { lockedBucket } from "#shared/kernel/aws/locked-bucket.ts";

it("what was added to a locked bucket stays as it is, and adding it again is no failure", async () => {
  const directory = mkdtempSync(join(tmpdir(), "tongban-locked-"));
  const buckets = await startBuckets(directory, [
    { name: "history", properties: {} } as Parameters<typeof startBuckets>[1][number],
  ]);
  const client = new S3Client({
    endpoint: buckets.endpoint,
    region: "local",
    credentials: { accessKeyId: "S3RVER", secretAccessKey: "S3RVER" },
    forcePathStyle: true,
  });
  try {
    const { add } = lockedBucket("history", client);
    await add("history/cases/one.jsonl", "first\n");
    await add("history/cases/one.jsonl", "second\n");
    const { Body } = await client.send(
      new GetObjectCommand({ Bucket: "history", Key: "history/cases/one.jsonl" }),
    );
    expect(await Body?.transformToString()).toBe("first\n");
  } finally {
    client.destroy();
    await buckets.close();
    rmSync(directory, { recursive: true });
  }
});
