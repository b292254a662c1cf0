import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import {
  GetObjectCommand,
  GetObjectTaggingCommand,
  NoSuchKey,
  PutObjectTaggingCommand,
  type S3Client,
} from "@aws-sdk/client-s3";
import {
  DeleteMessageCommand,
  type Message,
  ReceiveMessageCommand,
  type SQSClient,
} from "@aws-sdk/client-sqs";
import * as z from "zod";
import type { Scanner } from "#shared/documents/scanning/scanners.ts";
import { verdictOf, verdictTag } from "#shared/documents/scanning/verdict-store.ts";
import { type Clock, systemClock } from "#shared/kernel/clock.ts";
import { defineLogs, log } from "#shared/kernel/logging/logger.ts";

const logs = defineLogs("uploadScanner", {
  infected: { level: "warn", text: "an upload holds malware: it is never confirmed" },
  failed: { level: "error", text: "an upload could not be looked into and is tried again" },
});

/** S3's notification of a new object; a bucket's first message is a test without records. */
const noticeSchema = z.object({
  Records: z
    .array(
      z.object({
        s3: z.object({
          bucket: z.object({ name: z.string() }),
          object: z.object({ key: z.string(), versionId: z.string().optional() }),
        }),
      }),
    )
    .default([]),
});
type Upload = { Bucket: string; Key: string; VersionId?: string };

const uploadsIn = (body: string): Upload[] =>
  noticeSchema.parse(JSON.parse(body)).Records.map(({ s3: { bucket, object } }) => ({
    Bucket: bucket.name,
    // As a form encodes it.
    Key: decodeURIComponent(object.key.replaceAll("+", " ")),
    ...(object.versionId && { VersionId: object.versionId }),
  }));

export type LookDeps = { s3: S3Client; sqs: SQSClient; queueUrl: string; scanner: Scanner };

/** Writes the verdict beside the tags that are there. What is gone already needs none. */
async function look({ s3, scanner }: LookDeps, upload: Upload): Promise<void> {
  try {
    const { Body } = await s3.send(new GetObjectCommand(upload));
    const bytes = (await Body?.transformToByteArray()) ?? new Uint8Array();
    const result = await scanner.scan(upload.Key, bytes);
    if (result !== "clean" && result !== "infected") throw new Error(`no verdict, but ${result}`);
    if (result === "infected") log(logs.infected, { key: upload.Key });
    const { TagSet = [] } = await s3.send(new GetObjectTaggingCommand(upload));
    const others = TagSet.filter(({ Key }) => Key !== verdictTag);
    await s3.send(
      new PutObjectTaggingCommand({
        ...upload,
        Tagging: { TagSet: [...others, { Key: verdictTag, Value: verdictOf[result] }] },
      }),
    );
  } catch (error) {
    if (!(error instanceof NoSuchKey)) throw error;
  }
}

async function work(deps: LookDeps, { Body = "", ReceiptHandle }: Message): Promise<boolean> {
  try {
    for (const upload of uploadsIn(Body)) await look(deps, upload);
    await deps.sqs.send(new DeleteMessageCommand({ QueueUrl: deps.queueUrl, ReceiptHandle }));
    return true;
  } catch (error) {
    // It comes again, and after some tries it is a dead letter.
    log(logs.failed, { cause: error instanceof Error ? error.name : "unknown" });
    return false;
  }
}

/** Looks into what is waiting, ten at a time; gives how many were done and how many come again. */
export async function lookOnce(deps: LookDeps, waitSeconds = 20): Promise<{ done: number; failed: number }> {
  const { Messages = [] } = await deps.sqs.send(
    new ReceiveMessageCommand({
      QueueUrl: deps.queueUrl,
      MaxNumberOfMessages: 10,
      WaitTimeSeconds: waitSeconds,
    }),
  );
  const done = (await Promise.all(Messages.map((message) => work(deps, message)))).filter(Boolean).length;
  return { done, failed: Messages.length - done };
}

const dayMs = 86_400_000;
/** ClamAV publishes every day; a clamd that has heard of nothing for longer knows no new malware. */
const freshDays = 7;

/** @throws Error when the signatures are older than that, or there are none: then nothing may be called clean */
export function requireFreshSignatures(folder: string, now: Clock = systemClock): void {
  const daily = readdirSync(folder).filter((name) => /^daily\.c[lv]d$/.test(name));
  const newest = Math.max(...daily.map((name) => statSync(join(folder, name)).mtimeMs));
  if (!(Date.parse(now()) - newest <= freshDays * dayMs))
    throw new Error(`the signatures in ${folder} are older than ${freshDays} days, or there are none`);
}
