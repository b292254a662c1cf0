import { S3Client } from "@aws-sdk/client-s3";
import { expect, it } from "vitest";
import { packageLinks } from "#shared/archives/package-links-store.ts";
import { objectKey } from "#shared/documents/document.ts";
import { s3ObjectStore } from "#shared/documents/object-store.ts";

const s3 = new S3Client({ region: "local", credentials: { accessKeyId: "x", secretAccessKey: "x" } });
const documentId = "00000000-0000-8000-8000-000000000001";
const file = { key: objectKey(documentId), name: documentId, contentType: "image/jpeg" as const };

it("a link to download saves under our id and says the type that was checked, never a name people gave", async () => {
  const link = new URL(await s3ObjectStore("bucket", s3).downloadLink(file));
  expect(link.searchParams.get("response-content-disposition")).toBe(
    `attachment; filename="${documentId}.jpg"`,
  );
  expect(link.searchParams.get("response-content-type")).toBe("image/jpeg");
  expect(link.searchParams.get("X-Amz-Expires")).toBe("300");
  expect(decodeURIComponent(link.href)).not.toContain("李敏");
});

it("what a link leads to is kept by no browser", async () => {
  const links = [
    await s3ObjectStore("bucket", s3).downloadLink(file),
    await packageLinks("bucket", s3).downloadLink("archives/1", "case.zip"),
  ];
  for (const link of links) expect(new URL(link).searchParams.get("response-cache-control")).toBe("no-store");
});
