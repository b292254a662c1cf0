import { lockedBucket } from "#shared/kernel/aws/locked-bucket.ts";
import { readVariables } from "#shared/kernel/needs.ts";
import { historyExport } from "./history-export.ts";

const env = readVariables(["CONTEXT", "HISTORY_BUCKET"]);

export const handler = historyExport({ context: env.CONTEXT, add: lockedBucket(env.HISTORY_BUCKET).add });
