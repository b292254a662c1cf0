import { document } from "#shared/documents/record.ts";
import { needs } from "#shared/documents/wiring.ts";
import { systemClock } from "#shared/kernel/clock.ts";
import { readNeeds } from "#shared/kernel/needs.ts";
import { dynamodbRecordReader } from "#shared/kernel/records/dynamodb-record-store.ts";
import { markAbandoned, s3Uploads } from "./abandoned-uploads.ts";

const env = readNeeds(needs.abandoned);
const deps = {
  store: dynamodbRecordReader(document, env.DOCUMENTS_TABLE),
  uploads: s3Uploads(env.DOCUMENTS_BUCKET),
  now: systemClock,
};

export const handler = () => markAbandoned(deps);
