import * as z from "zod";
import { casesOf } from "#shared/cases/public.ts";
import { dynamodbDocumentStore } from "#shared/documents/document-store.ts";
import { s3ObjectStore } from "#shared/documents/object-store.ts";
import { noScanner, type Scanner } from "#shared/documents/scanner.ts";
import { nonEmpty, readEnv } from "#shared/kernel/aws/env.ts";
import { systemClock } from "#shared/kernel/clock.ts";
import { httpApi } from "#shared/kernel/http/api.ts";
import { clamavScanner } from "./clamav-scanner.ts";
import { documentsApi } from "./documents.ts";
import { guardDutyScanner } from "./guard-duty-scanner.ts";

const env = readEnv({
  DOCUMENTS_TABLE: nonEmpty,
  DOCUMENTS_BUCKET: nonEmpty,
  CASES_TABLE: nonEmpty,
  /** `none`, `guardDuty`, or `clamav:<host>:<port>`. */
  SCANNER: z.string().regex(/^(none|guardDuty|clamav:[^:]+:\d+)$/),
});

function scannerOf(setting: string): Scanner {
  const [kind, host = "", port] = setting.split(":");
  if (kind === "clamav") return clamavScanner(host, Number(port));
  return kind === "guardDuty" ? guardDutyScanner(env.DOCUMENTS_BUCKET) : noScanner;
}

export const handler = httpApi(
  documentsApi({
    store: dynamodbDocumentStore(env.DOCUMENTS_TABLE),
    objects: s3ObjectStore(env.DOCUMENTS_BUCKET),
    cases: casesOf(env.CASES_TABLE),
    scanner: scannerOf(env.SCANNER),
    now: systemClock,
  }),
);
