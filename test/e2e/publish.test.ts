import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { GetObjectCommand, type PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { publish, targetIn } from "#scripts/pages/publish.ts";
import { sharedTestApp, type TestApp } from "#test/support/app.ts";

let app: TestApp;
const dist = mkdtempSync(join(tmpdir(), "tongban-dist-"));
beforeAll(async () => {
  app = await sharedTestApp();
  mkdirSync(join(dist, "assets"));
  writeFileSync(join(dist, "assets/index-1.js"), "export {};");
  writeFileSync(join(dist, "index.html"), '<head>\n    <meta charset="utf-8" />\n</head>');
});
afterAll(async () => {
  await app?.end();
  rmSync(dist, { recursive: true, force: true });
});

describe("publishing the pages", () => {
  it("brings them with their settings and policy, the page last", async () => {
    const s3 = new S3Client({
      endpoint: app.endpoints.s3,
      region: app.region,
      forcePathStyle: true,
      credentials: { accessKeyId: "S3RVER", secretAccessKey: "S3RVER" },
    });
    const target = targetIn({ "Tongban-local-Pages": app.outputs });
    expect(await publish({ dist, target, s3 })).toEqual(["assets/index-1.js", "config.json", "index.html"]);
    const get = (Key: string) => s3.send(new GetObjectCommand({ Bucket: target.bucket, Key }));
    const [script, settings, page] = await Promise.all(
      ["assets/index-1.js", "config.json", "index.html"].map(get),
    );
    expect(script?.CacheControl).toContain("immutable");
    expect(script?.ContentType).toContain("javascript");
    expect(JSON.parse((await settings?.Body?.transformToString()) ?? "")).toEqual({
      apiUrl: app.apiUrl,
      issuer: expect.stringContaining("http"),
      clientId: "tongban-web",
      idleMinutes: { citizen: 60, staff: 30 },
    });
    expect(page?.CacheControl).toBe("no-cache");
    const html = await page?.Body?.transformToString();
    expect(html).toContain(`content-security-policy" content="default-src 'none'`);
    expect(html).not.toContain("frame-ancestors");
  });

  it("says whom to tell of a weakness, where the environment names somebody", async () => {
    const put: [string | undefined, string, string | undefined][] = [];
    const s3 = {
      send: async ({ input }: PutObjectCommand) =>
        put.push([input.Key, String(input.Body), input.ContentType]),
    } as unknown as S3Client;
    const target = targetIn({
      "Tongban-local-Pages": { ...app.outputs, PagesSecurityContact: "mailto:safe@example.com" },
    });
    await publish({ dist, target, s3, now: () => "2026-11-27T00:00:00.000Z" });
    expect(put.find(([name]) => name?.endsWith(".txt"))).toEqual([
      ".well-known/security.txt",
      "Contact: mailto:safe@example.com\nExpires: 2027-05-28T00:00:00.000Z\nPreferred-Languages: zh, en\n",
      "text/plain; charset=utf-8",
    ]);
  });

  it("says so when the outputs are of something else", () => {
    expect(() => targetIn({ Api: { ApiUrl: "https://api.example.com" } })).toThrow("deploy its stack Pages");
  });
});
