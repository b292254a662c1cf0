import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { PutObjectCommand, type S3Client } from "@aws-sdk/client-s3";
import { cacheControl, contentTypeOf, securityText, securityTextName } from "#infra/page-policy.ts";
import { type Clock, systemClock } from "#shared/kernel/clock.ts";

export type PagesTarget = {
  environment: string;
  bucket: string;
  policy: string;
  settings: string;
  contact?: string;
};

type Outputs = Record<string, Record<string, string>>;

/** What `cdk deploy --outputs-file` wrote of the stack with the pages. @throws Error with a sentence for people */
export function targetIn(outputs: Outputs): PagesTarget {
  const [name = "", stack] = Object.entries(outputs).find(([, { PagesBucketName }]) => PagesBucketName) ?? [];
  const environment = /^Tongban-(.+)-Pages$/.exec(name)?.[1];
  const { PagesBucketName: bucket, PagesPolicy: policy, PagesSettings: settings } = stack ?? {};
  if (!environment || !bucket || !policy || !settings)
    throw new Error("These outputs are not of an environment with pages: deploy its stack Pages first.");
  const contact = stack?.PagesSecurityContact;
  return { environment, bucket, policy, settings, ...(contact && { contact }) };
}

/** A page carries the policy itself, as far as a page can: not every CloudFront adds headers. */
function withPolicy(html: string, policy: string): string {
  const inPage = policy
    .split("; ")
    .filter((directive) => !directive.startsWith("frame-ancestors"))
    .join("; ");
  return html.replace(
    '<meta charset="utf-8" />',
    `<meta charset="utf-8" />\n    <meta http-equiv="content-security-policy" content="${inPage.replaceAll('"', "&quot;")}" />`,
  );
}

type Publication = { dist: string; target: PagesTarget; s3: S3Client; now?: Clock };

/**
 * Brings what was built into the bucket: what pages refer to first, the page itself last, so that at no moment it
 * refers to what is not there. Files of earlier versions stay for pages that are open. Answers the names.
 */
export async function publish({ dist, target, s3, now = systemClock }: Publication): Promise<string[]> {
  const files = readdirSync(dist, { recursive: true, encoding: "utf8" }).filter((name) =>
    statSync(join(dist, name)).isFile(),
  );
  const bodies = new Map<string, Buffer | string>([
    ...files
      .filter((name) => name !== "index.html")
      .map((name) => [name, readFileSync(join(dist, name))] as const),
    ["config.json", target.settings],
    ...(target.contact ? [[securityTextName, securityText(target.contact, now())] as const] : []),
    ["index.html", withPolicy(readFileSync(join(dist, "index.html"), "utf8"), target.policy)],
  ]);
  for (const [name, body] of bodies)
    await s3.send(
      new PutObjectCommand({
        Bucket: target.bucket,
        Key: name,
        Body: body,
        ContentType: contentTypeOf(name),
        CacheControl: cacheControl(name),
      }),
    );
  return [...bodies.keys()];
}
