import * as z from "zod";
import { casesWithPersonsOf } from "#shared/cases/public.ts";
import { consultationsOf } from "#shared/consultation/public.ts";
import { dynamodbNumbers } from "#shared/documents/dynamodb-numbers.ts";
import { s3ObjectStore } from "#shared/documents/object-store.ts";
import { document, draft } from "#shared/documents/record.ts";
import { clamavScanner, noScanner, type Scanner } from "#shared/documents/scanning/scanners.ts";
import { tagScanner } from "#shared/documents/scanning/verdict-store.ts";
import { needs } from "#shared/documents/wiring.ts";
import { accessesOf } from "#shared/kernel/accesses/dynamodb-accesses.ts";
import { systemClock } from "#shared/kernel/clock.ts";
import { httpApi } from "#shared/kernel/http/api.ts";
import { readNeeds } from "#shared/kernel/needs.ts";
import { dynamodbRecordStore } from "#shared/kernel/records/dynamodb-record-store.ts";
import { standingOf } from "#shared/representations/public.ts";
import { documentsApi } from "./documents.ts";
import { numberRoutes } from "./numbers.ts";

const env = readNeeds(needs.api);
const scannerSetting = z.string().regex(/^(none|tag|clamav:[^:]+:\d+)$/);

function scannerOf(setting: string): Scanner {
  const [kind, host = "", port] = scannerSetting.parse(setting).split(":");
  if (kind === "clamav") return clamavScanner(host, Number(port));
  return kind === "tag" ? tagScanner(env.DOCUMENTS_BUCKET) : noScanner;
}

const objects = s3ObjectStore(env.DOCUMENTS_BUCKET);

const accesses = accessesOf();

export const handler = httpApi(
  [
    ...documentsApi({
      store: dynamodbRecordStore(document, env.DOCUMENTS_TABLE),
      drafts: dynamodbRecordStore(draft, env.DOCUMENTS_TABLE),
      objects,
      cases: casesWithPersonsOf(env.CASES_TABLE, standingOf(env)),
      consultations: consultationsOf(env.CONSULTATION_TABLE),
      accesses,
      scanner: scannerOf(env.SCANNER),
      now: systemClock,
    }),
    ...numberRoutes({ numbers: dynamodbNumbers(env.DOCUMENTS_TABLE), objects, now: systemClock }),
  ],
  { accesses },
);
