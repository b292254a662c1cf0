import { S3Client } from "@aws-sdk/client-s3";
import { expect, it } from "vitest";
import type { Document } from "#shared/documents/document.ts";
import { s3ObjectStore } from "#shared/documents/object-store.ts";

const documentId = "00000000-0000-8000-8000-000000000001";
const document: Document = {
  documentId,
  ownerId: "li-min",
  fileName: '李敏"\r\n;x=.jpg',
  contentType: "image/jpeg",
  size: 3,
  sha256: "0".repeat(64),
  status: "clean",
  createdAt: "2026-11-23T02:00:00.000Z",
};

it("a link to download saves under our id and says the type that was checked, never a name people gave", async () => {
  const s3 = new S3Client({ region: "local", credentials: { accessKeyId: "x", secretAccessKey: "x" } });
  const link = new URL(await s3ObjectStore("bucket", s3).downloadLink(document));
  expect(link.searchParams.get("response-content-disposition")).toBe(
    `attachment; filename="${documentId}.jpg"`,
  );
  expect(link.searchParams.get("response-content-type")).toBe("image/jpeg");
  expect(link.searchParams.get("X-Amz-Expires")).toBe("300");
  expect(decodeURIComponent(link.href)).not.toContain("李敏");
});
