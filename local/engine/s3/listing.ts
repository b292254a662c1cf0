import type { S3Context } from "./guard.ts";
import { element } from "./xml.ts";

type Found = { key: string; lastModifiedDate: Date; size: number; metadata: { etag: string } };
type Store = {
  listObjects(
    bucket: string,
    options: { prefix: string; startAfter: string; maxKeys: number },
  ): Promise<{ objects: Found[]; isTruncated: boolean }>;
};

const maxKeys = 1000;

const contentOf = ({ key, lastModifiedDate, size, metadata }: Found): string =>
  `<Contents>${element("Key", [key])}${element("LastModified", [lastModifiedDate.toISOString()])}${element("ETag", [metadata.etag])}${element("Size", [size])}</Contents>`;

/**
 * A fourth thing: ListObjectsV2 without a delimiter. s3rver takes the SDK's signature of it for a wrong one, and makes
 * the token of a further page by a cipher that Node no longer has; so it is answered here, to whoever signed at all.
 */
export async function listing(
  context: S3Context & { store: Store },
  next: () => Promise<void>,
): Promise<void> {
  const { method, path, store } = context;
  const query = context.query as Record<string, string | undefined>;
  const [, bucket] = /^\/([^/]+)\/?$/.exec(path) ?? [];
  if (method !== "GET" || !bucket || query["list-type"] !== "2" || query.delimiter) return next();
  const token = query["continuation-token"];
  const { objects, isTruncated } = await store.listObjects(bucket, {
    prefix: query.prefix ?? "",
    startAfter: token ? Buffer.from(token, "base64url").toString() : (query["start-after"] ?? ""),
    maxKeys: Math.min(Number(query["max-keys"] ?? maxKeys), maxKeys),
  });
  const last = isTruncated ? objects.slice(-1) : [];
  const tokens = last.map(({ key }) => Buffer.from(key).toString("base64url"));
  context.type = "application/xml";
  context.body = `<?xml version="1.0" encoding="UTF-8"?>\n<ListBucketResult>${element("IsTruncated", [String(isTruncated)])}${element("NextContinuationToken", tokens)}${element("KeyCount", [objects.length])}${objects.map(contentOf).join("")}</ListBucketResult>`;
}
