import { utimesSync } from "node:fs";
import { readFile, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { refuse, type S3Context } from "./guard.ts";
import { type Lifecycle, lifecycleOf, type Tags } from "./lifecycle.ts";
import { newVersionId, type Version, Versions } from "./versions.ts";
import { element } from "./xml.ts";

type Found = { key: string; lastModifiedDate: Date; size: number; metadata: { etag: string } };
type Place = { bucket: string; key: string };
/** As much of s3rver's store as is used here. */
type Store = {
  getResourcePath(bucket: string, key: string, resource: string): string;
  listObjects(bucket: string, options: Record<string, never>): Promise<{ objects: Found[] }>;
  existsObject(bucket: string, key: string): Promise<boolean>;
  putObject(object: Place): Promise<unknown>;
  deleteObject(bucket: string, key: string): Promise<void>;
};
type Context = S3Context & { store: Store; set(header: string, value: string): void };
type Bucket = { name: string; versioned: boolean; lifecycle: Lifecycle; versions: Versions; sweptOn: number };
/** Now, by the engine's clock. */
type Now = () => Date;

const dayMs = 86_400_000;

const fromXml = (text = ""): string =>
  text.replace(
    /&(lt|gt|quot|apos|amp);/g,
    (_, name: string) => ({ lt: "<", gt: ">", quot: '"', apos: "'", amp: "&" })[name] ?? "",
  );
const tagsIn = (xml: string): Tags =>
  Object.fromEntries(
    [...xml.matchAll(/<Tag>\s*<Key>([^<]*)<\/Key>\s*<Value>([^<]*)<\/Value>\s*<\/Tag>/g)].map(
      ([, key, value]) => [fromXml(key), fromXml(value)],
    ),
  );

/** A text of a file beside an object; empty where there is none. */
const beside = (store: Store, { bucket, key }: Place, resource: string): Promise<string> =>
  readFile(store.getResourcePath(bucket, key, resource), "utf8").catch(() => "");
const tagsOf = async (store: Store, at: Place): Promise<Tags> =>
  tagsIn(await beside(store, at, "tagging.xml"));
const tagging = "tagging.xml";
const versionName = "version";

/** What of a key's current version s3rver leaves lying. */
const forget = (store: Store, { bucket, key }: Place): Promise<unknown> =>
  Promise.all(
    [tagging, versionName].map((resource) =>
      rm(store.getResourcePath(bucket, key, resource), { force: true }),
    ),
  );

/** Keeps what is current of a key as a version that is not. */
async function setAside(store: Store, bucket: Bucket, key: string, now: Now): Promise<void> {
  const at = { bucket: bucket.name, key };
  const file = store.getResourcePath(bucket.name, key, "object");
  const since = now().toISOString();
  const [marker] = bucket.versions.of(key);
  if (marker?.marker && !marker.since) bucket.versions.keep({ ...marker, since });
  const found = await stat(file).catch(() => undefined);
  if (!found) return;
  const version: Version = {
    key,
    versionId: (await beside(store, at, versionName)) || newVersionId(),
    at: found.mtime.toISOString(),
    since,
    marker: false,
    size: found.size,
    etag: JSON.stringify(await beside(store, at, "object.md5")),
    tags: await tagsOf(store, at),
  };
  bucket.versions.keep(version, file);
}

/** What S3 does and s3rver does not when an object is written or goes: versions, and tags that are its own. */
const storeOf = (store: Store, bucket: Bucket, headers: S3Context["headers"], now: Now): Store =>
  Object.create(store, {
    putObject: {
      async value(object: Place) {
        if (bucket.versioned) await setAside(store, bucket, object.key, now);
        const written = await store.putObject(object);
        await forget(store, object);
        const file = (resource: string) => store.getResourcePath(object.bucket, object.key, resource);
        const tags = [...new URLSearchParams(headers["x-amz-tagging"] ?? "")];
        if (tags.length > 0)
          await writeFile(
            file(tagging),
            `<Tagging><TagSet>${tags.map(([key, value]) => `<Tag>${element("Key", [key])}${element("Value", [value])}</Tag>`).join("")}</TagSet></Tagging>`,
          );
        if (bucket.versioned) await writeFile(file(versionName), newVersionId());
        utimesSync(file("object"), now(), now());
        return written;
      },
    },
    deleteObject: {
      async value(_bucket: string, key: string) {
        await remove(store, bucket, key, now);
      },
    },
  });

async function remove(store: Store, bucket: Bucket, key: string, now: Now): Promise<void> {
  if (bucket.versioned) {
    await setAside(store, bucket, key, now);
    const at = now().toISOString();
    bucket.versions.keep({ key, versionId: newVersionId(), at, marker: true, size: 0, etag: "", tags: {} });
  }
  await forget(store, { bucket: bucket.name, key });
  await store.deleteObject(bucket.name, key);
}

/** What S3 does once a day: takes away what has had its time by the rules. */
async function sweep(store: Store, bucket: Bucket, now: Now): Promise<void> {
  const { lifecycle, versions, name } = bucket;
  const { objects } = await store.listObjects(name, {});
  for (const { key, size, lastModifiedDate: at } of objects) {
    const tags = await tagsOf(store, { bucket: name, key });
    if (lifecycle.isExpired({ key, size, tags, at }, now())) await remove(store, bucket, key, now);
  }
  for (const key of new Set(versions.all().map((version) => version.key))) {
    const old = versions.of(key).filter(({ since }) => since);
    old.forEach((version, newer) => {
      if (lifecycle.isOver({ ...version, since: new Date(version.since ?? 0), newer }, now()))
        versions.remove(version);
    });
    const [marker, ...behind] = versions.of(key);
    if (marker?.marker && !marker.since && behind.length === 0 && lifecycle.clearsMarker(key))
      versions.remove(marker);
  }
}

const versionXml = ({ key, versionId, at, marker, size, etag }: Version, isLatest: boolean): string => {
  const shared = `${element("Key", [key])}${element("VersionId", [versionId])}${element("IsLatest", [String(isLatest)])}${element("LastModified", [at])}`;
  return marker
    ? `<DeleteMarker>${shared}</DeleteMarker>`
    : `<Version>${shared}${element("ETag", [etag])}${element("Size", [size])}${element("StorageClass", ["STANDARD"])}</Version>`;
};

async function currentOf(
  store: Store,
  bucket: Bucket,
  { key, size, lastModifiedDate, metadata }: Found,
): Promise<Version> {
  const at = { bucket: bucket.name, key };
  return {
    key,
    versionId: (await beside(store, at, versionName)) || "null",
    at: lastModifiedDate.toISOString(),
    marker: false,
    size,
    etag: metadata.etag,
    tags: {},
  };
}

/** ListObjectVersions, all on one page. */
async function listVersions(context: Context, bucket: Bucket): Promise<void> {
  const prefix = String(context.query.prefix ?? "");
  const { objects } = await context.store.listObjects(bucket.name, {});
  const current = await Promise.all(objects.map((object) => currentOf(context.store, bucket, object)));
  const all = [
    ...current.map((version) => [version, true] as const),
    ...bucket.versions.all().map((version) => [version, !version.since] as const),
  ].filter(([{ key }]) => key.startsWith(prefix));
  const sorted = all.toSorted(([one], [other]) => (one.key < other.key ? -1 : one.key > other.key ? 1 : 0));
  context.type = "application/xml";
  context.body = `<?xml version="1.0" encoding="UTF-8"?>\n<ListVersionsResult>${element("Name", [bucket.name])}${element("IsTruncated", ["false"])}${sorted.map((found) => versionXml(...found)).join("")}</ListVersionsResult>`;
}

/** An old version is read, or goes for good. Undefined: it is the current one that is meant. */
function ofVersion(context: Context, bucket: Bucket, key: string): true | undefined {
  const found = bucket.versions.of(key).find(({ versionId }) => versionId === context.query.versionId);
  if (!found) return undefined;
  context.set("x-amz-version-id", found.versionId);
  if (context.method === "DELETE") {
    bucket.versions.remove(found);
    context.status = 204;
  } else if (found.marker) {
    refuse(context, 405, "MethodNotAllowed", "The specified method is not allowed against this resource.");
  } else {
    context.status = 200;
    context.type = "application/octet-stream";
    context.body = bucket.versions.bytes(found);
    context.set("ETag", found.etag);
  }
  return true;
}

export type KeptBucket = { name: string; properties: Record<string, unknown> };

/**
 * A sixth thing: versions, tags and lifecycle rules, by the engine's clock. S3 looks once a day; here a bucket is looked
 * through by the first request of a day to it, so that nothing is found that S3 would have taken away.
 * @throws Error for rules that S3 refuses
 */
export function keeping(buckets: readonly KeptBucket[], dataDir: string, now: Now) {
  const kept = new Map(
    buckets.map(({ name, properties }): [string, Bucket] => {
      const { Rules = [] } = (properties.LifecycleConfiguration ?? {}) as { Rules?: [] };
      const { Status } = (properties.VersioningConfiguration ?? {}) as { Status?: string };
      const versions = new Versions(join(dataDir, "s3-versions", name));
      return [
        name,
        { name, versioned: Status === "Enabled", lifecycle: lifecycleOf(name, Rules), versions, sweptOn: 0 },
      ];
    }),
  );
  let last: Promise<unknown> = Promise.resolve();
  return async (context: Context, next: () => Promise<void>): Promise<void> => {
    const [, name = "", path = ""] = /^\/([^/]+)\/?(.*)$/.exec(context.path) ?? [];
    const bucket = kept.get(name);
    if (!bucket || context.method === "OPTIONS") return next();
    const key = decodeURIComponent(path);
    const today = Math.floor(now().getTime() / dayMs);
    if (bucket.sweptOn !== today) {
      bucket.sweptOn = today;
      last = last.then(() => sweep(context.store, bucket, now));
    }
    await last;
    if (context.method === "GET" && !key && "versions" in context.query) return listVersions(context, bucket);
    if (key && context.query.versionId && !("tagging" in context.query) && ofVersion(context, bucket, key))
      return;
    const { store } = context;
    context.store = storeOf(store, bucket, context.headers, now);
    await next();
    if (!bucket.versioned || !key || context.status >= 300) return;
    const versionId = await beside(store, { bucket: name, key }, versionName);
    if (versionId) context.set("x-amz-version-id", versionId);
  };
}
