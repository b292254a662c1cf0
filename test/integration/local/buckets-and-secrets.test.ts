import { createHash } from "node:crypto";
import { statSync } from "node:fs";
import { join } from "node:path";
import {
  DeleteObjectCommand,
  GetObjectCommand,
  GetObjectTaggingCommand,
  ListObjectsV2Command,
  ListObjectVersionsCommand,
  PutObjectCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import {
  GetSecretValueCommand,
  PutSecretValueCommand,
  SecretsManagerClient,
} from "@aws-sdk/client-secrets-manager";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type LocalApp, startLocal } from "#local/engine/index.ts";
import { type LittleApp, writeLittleApp } from "./little-app.ts";

let little: LittleApp;
let app: LocalApp;
const credentials = { accessKeyId: "S3RVER", secretAccessKey: "S3RVER" };

beforeAll(async () => {
  little = writeLittleApp();
  app = await startLocal({ assemblyDir: little.assemblyDir, dataDir: little.dataDir, port: 0 });
});
afterAll(async () => {
  await app.close();
  little.remove();
});

describe("buckets", () => {
  const client = () => new S3Client({ endpoint: app.endpoints.s3, region: app.region, credentials });
  const sha256 = (text: string) => createHash("sha256").update(text).digest("base64");
  const link = (key: string, text: string) =>
    getSignedUrl(
      client(),
      new PutObjectCommand({ Bucket: "data-uploads", Key: key, ChecksumSHA256: sha256(text) }),
      { expiresIn: 60, unhoistableHeaders: new Set(["x-amz-checksum-sha256"]) },
    );
  const put = async (url: string, body: string, checksum: string): Promise<number> =>
    (await fetch(url, { method: "PUT", body, headers: { "x-amz-checksum-sha256": checksum } })).status;

  it("take an upload by a signed link, and give it back by another", async () => {
    expect(await put(await link("办件/1", "papers"), "papers", sha256("papers"))).toBe(200);
    const get = new GetObjectCommand({ Bucket: "data-uploads", Key: "办件/1" });
    const answer = await fetch(await getSignedUrl(client(), get, { expiresIn: 60 }));
    expect([answer.status, await answer.text()]).toEqual([200, "papers"]);
  });

  it("refuse other bytes than the link was signed for, a changed link, and whoever did not sign", async () => {
    const url = await link("2", "papers");
    expect(await put(url, "others", sha256("papers"))).toBe(400);
    expect(await put(url, "others", sha256("others"))).toBe(403);
    expect(await put(url.replace("data-uploads/2", "data-uploads/3"), "papers", sha256("papers"))).toBe(403);
    const bare = `${app.endpoints.s3}/data-uploads/2`;
    expect((await fetch(bare, { method: "PUT", body: "papers" })).status).toBe(403);
    expect((await fetch(bare)).status).toBe(403);
    await expect(client().send(new GetObjectCommand({ Bucket: "data-uploads", Key: "2" }))).rejects.toThrow(
      expect.objectContaining({ name: "NoSuchKey" }),
    );
  });

  it("write what shall be written once no second time, whoever is first, and nothing beside it", async () => {
    const s3 = client();
    const write = (Key: string, Body: string, IfNoneMatch?: string) =>
      s3.send(
        new PutObjectCommand({ Bucket: "data-uploads", Key, Body, ...(IfNoneMatch && { IfNoneMatch }) }),
      );
    const read = async (Key: string) =>
      (await s3.send(new GetObjectCommand({ Bucket: "data-uploads", Key }))).Body?.transformToString();
    const outcomes = await Promise.allSettled(["a", "b", "c"].map((body) => write("once", body, "*")));
    const winner = outcomes.findIndex(({ status }) => status === "fulfilled");
    const refused = outcomes.flatMap((outcome) => (outcome.status === "rejected" ? [outcome.reason] : []));
    expect(refused.map(({ name, $metadata }) => [name, $metadata.httpStatusCode])).toEqual([
      ["PreconditionFailed", 412],
      ["PreconditionFailed", 412],
    ]);
    expect(await read("once")).toBe(["a", "b", "c"][winner]);
    await write("another", "d", "*");
    await write("once", "e");
    expect([await read("once"), await read("another")]).toEqual(["e", "d"]);
    s3.destroy();
  });

  it("are listed by prefix, page by page, to whoever signed", async () => {
    const s3 = client();
    const at = { Bucket: "data-uploads" };
    for (const Key of ["day/3", "day/1", "day/2 <&>", "days/1", "other"])
      await s3.send(new PutObjectCommand({ ...at, Key, Body: Key }));
    const pages: (string | undefined)[][] = [];
    let ContinuationToken: string | undefined;
    do {
      const asked = { ...at, Prefix: "day/", MaxKeys: 2, ContinuationToken };
      const page = await s3.send(new ListObjectsV2Command(asked));
      pages.push((page.Contents ?? []).map(({ Key }) => Key));
      for (const { LastModified, Size } of page.Contents ?? []) {
        expect(Math.abs(Date.now() - Number(LastModified))).toBeLessThan(60_000);
        expect(Size).toBeGreaterThan(4);
      }
      ContinuationToken = page.NextContinuationToken;
      expect(page.IsTruncated).toBe(ContinuationToken !== undefined);
    } while (ContinuationToken);
    expect(pages).toEqual([["day/1", "day/2 <&>"], ["day/3"]]);
    const none = await s3.send(new ListObjectsV2Command({ ...at, Prefix: "none/" }));
    expect([none.Contents ?? [], none.KeyCount]).toEqual([[], 0]);
    expect((await fetch(`${app.endpoints.s3}/data-uploads/?list-type=2`)).status).toBe(403);
    s3.destroy();
  });
});

describe("a bucket with versions and rules", () => {
  const s3 = () => new S3Client({ endpoint: app.endpoints.s3, region: app.region, credentials });
  const at = (Key: string) => ({ Bucket: "data-papers", Key });
  const put = async (Key: string, Body: string, Tagging?: string) =>
    (await s3().send(new PutObjectCommand({ ...at(Key), Body, ...(Tagging && { Tagging }) }))).VersionId;
  const read = async (Key: string, VersionId?: string) => {
    const input = { ...at(Key), ...(VersionId && { VersionId }) };
    return (await s3().send(new GetObjectCommand(input))).Body?.transformToString();
  };
  const tags = async (Key: string) => (await s3().send(new GetObjectTaggingCommand(at(Key)))).TagSet;
  const versions = async (Prefix: string) => {
    const found = await s3().send(new ListObjectVersionsCommand({ Bucket: "data-papers", Prefix }));
    return { kept: found.Versions?.length ?? 0, markers: found.DeleteMarkers?.length ?? 0 };
  };

  it("keeps what is written over and what is deleted, and gives it back by its version", async () => {
    const first = await put("a", "one");
    const second = await put("a", "two");
    expect(first).not.toBe(second);
    expect([await read("a"), await read("a", first), await read("a", second)]).toEqual(["two", "one", "two"]);
    await s3().send(new DeleteObjectCommand(at("a")));
    await expect(read("a")).rejects.toThrow(expect.objectContaining({ name: "NoSuchKey" }));
    expect(await read("a", second)).toBe("two");
    expect(await versions("a")).toEqual({ kept: 2, markers: 1 });
  });

  it("gives each version tags of its own", async () => {
    await put("b", "one", "status=new&by=a%20b");
    expect(await tags("b")).toEqual([
      { Key: "status", Value: "new" },
      { Key: "by", Value: "a b" },
    ]);
    await put("b", "two");
    expect(await tags("b")).toEqual([]);
  });

  it("lets go what has had its time, by the engine's clock", async () => {
    await put("papers/1", "one");
    await put("other/1", "one");
    await put("other/2", "one", "status=abandoned");
    app.travel(2);
    expect(await read("papers/1")).toBe("one");
    await expect(read("other/2")).rejects.toThrow(expect.objectContaining({ name: "NoSuchKey" }));
    expect(await versions("other/2")).toEqual({ kept: 1, markers: 1 });
    app.travel(90);
    await expect(read("papers/1")).rejects.toThrow(expect.objectContaining({ name: "NoSuchKey" }));
    expect(await read("other/1")).toBe("one");
    expect(await versions("other/2")).toEqual({ kept: 0, markers: 0 });
    app.travel(32);
    expect(await versions("papers/")).toEqual({ kept: 0, markers: 0 });
    app.travel(-124);
  });
});

describe("secrets", () => {
  it("are made once, kept from other users of the machine, and rotated with the last one still there", async () => {
    const client = new SecretsManagerClient({
      endpoint: app.endpoints.secretsManager,
      region: app.region,
      credentials,
    });
    const SecretId = app.resources.Key;
    const read = async (VersionStage: string) =>
      (await client.send(new GetSecretValueCommand({ SecretId, VersionStage }))).SecretString;
    const first = await read("AWSCURRENT");
    expect(JSON.parse(first ?? "")).toMatchObject({ a: 1, key: expect.stringMatching(/^.{32}$/) });
    await expect(read("AWSPREVIOUS")).rejects.toThrow(/can't find/);
    await client.send(new PutSecretValueCommand({ SecretId, SecretString: "second" }));
    expect([await read("AWSCURRENT"), await read("AWSPREVIOUS")]).toEqual(["second", first]);
    expect(statSync(join(little.dataDir, "secrets.json")).mode & 0o777).toBe(0o600);
  });
});
