// The program of the scanning machine (infra/stacks/scanner.ts): looks into uploads, one batch after the other, for ever.
import { setTimeout as wait } from "node:timers/promises";
import { S3Client } from "@aws-sdk/client-s3";
import { SQSClient } from "@aws-sdk/client-sqs";
import * as z from "zod";
import { clamavScanner } from "#shared/documents/scanning/scanners.ts";
import { defineLogs, log } from "#shared/kernel/logging/logger.ts";
import { lookOnce, requireFreshSignatures } from "./look.ts";

const env = z
  .object({
    QUEUE_URL: z.url(),
    /** clamd on this machine. */
    CLAMD_PORT: z.coerce.number().int().positive(),
    SIGNATURES: z.string(),
  })
  .parse(process.env);
const logs = defineLogs("uploadScannerProgram", {
  notReady: {
    level: "error",
    text: "nothing is looked into: clamd does not answer, or its signatures are old",
  },
});

/** Beginning a scan of its own counts too: clamd reads its signatures for a minute after its start. */
const patienceMs = 60_000;
const deps = {
  s3: new S3Client({}),
  sqs: new SQSClient({}),
  queueUrl: env.QUEUE_URL,
  scanner: clamavScanner("127.0.0.1", env.CLAMD_PORT, patienceMs),
};

for (;;) {
  try {
    requireFreshSignatures(env.SIGNATURES);
    // Nothing is taken from the queue that could not be looked into: a message has only so many tries.
    await deps.scanner.scan("ready", new Uint8Array([0]));
    await lookOnce(deps);
  } catch (error) {
    log(logs.notReady, { cause: error instanceof Error ? error.message : "unknown" });
    await wait(30_000);
  }
}
