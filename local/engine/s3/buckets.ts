import { mkdirSync } from "node:fs";
import { join } from "node:path";
import S3rver from "@20minutes/s3rver";
import { DUMMY_ACCOUNT } from "@20minutes/s3rver/lib/models/account.js";
import type { Resource } from "../templates/stacks.ts";
import type { Counters } from "../types.ts";
import { counting } from "./counting.ts";
import { guard } from "./guard.ts";
import { keeping } from "./keeping.ts";
import { listing } from "./listing.ts";
import { type Callers, rightsOfCallers } from "./rights.ts";
import { writeOnce } from "./write-once.ts";
import { element } from "./xml.ts";

export type Buckets = { endpoint: string; close(): Promise<void> };

type CorsRule = {
  AllowedOrigins?: string[];
  AllowedMethods?: string[];
  AllowedHeaders?: string[];
  ExposedHeaders?: string[];
  MaxAge?: number;
};

function corsXml(rules: CorsRule[]): string {
  const body = rules.map(
    (rule) =>
      `<CORSRule>${element("AllowedOrigin", rule.AllowedOrigins)}${element("AllowedMethod", rule.AllowedMethods)}${element("AllowedHeader", rule.AllowedHeaders)}${element("ExposeHeader", rule.ExposedHeaders)}${rule.MaxAge === undefined ? "" : element("MaxAgeSeconds", [rule.MaxAge])}</CORSRule>`,
  );
  return `<CORSConfiguration>${body.join("")}</CORSConfiguration>`;
}

/** S3 in this process, files on disk, signatures of links checked. */
export async function startBuckets(
  dataDir: string,
  buckets: Resource[],
  counts: Counters["s3"] = {},
  callers?: Callers,
  now: () => Date = () => new Date(),
): Promise<Buckets> {
  const kept = keeping(buckets, dataDir, now);
  const directory = join(dataDir, "s3");
  mkdirSync(directory, { recursive: true });
  const server = new S3rver({
    port: 0,
    address: "127.0.0.1",
    silent: true,
    directory,
    vhostBuckets: false,
    configureBuckets: buckets.map(({ name, properties }) => {
      const { CorsRules } = (properties.CorsConfiguration ?? {}) as { CorsRules?: CorsRule[] };
      return { name, configs: CorsRules ? [corsXml(CorsRules)] : [] };
    }),
  });
  const checked = callers ? [rightsOfCallers(callers)] : [];
  for (const name of callers?.gate.callers() ?? []) DUMMY_ACCOUNT.createKeyPair(name, "S3RVER");
  server.middleware.unshift(guard, counting(counts), ...checked, kept, listing, writeOnce());
  const { port } = (await server.run()) as { port: number };
  return { endpoint: `http://127.0.0.1:${port}`, close: () => server.close() };
}
