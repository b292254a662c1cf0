import departments from "#data/departments.json" with { type: "json" };
import { nonEmpty, readEnv } from "#shared/aws/env.ts";
import { httpApi } from "#shared/http/api.ts";
import { secretsManagerKeys } from "#shared/machine-keys/machine-keys.ts";
import { dynamodbRatingStore } from "#shared/ratings/dynamodb-rating-store.ts";
import { dynamodbSummaryStore } from "#shared/ratings/dynamodb-summary-store.ts";
import { sqsDeviceQueue } from "./device-queue.ts";
import { ratingCallback } from "./rating-callback.ts";

const env = readEnv({
  RATINGS_TABLE: nonEmpty,
  DEVICE_RATINGS_QUEUE_URL: nonEmpty,
  MACHINE_KEYS_SECRET: nonEmpty,
});

export const handler = httpApi(
  ratingCallback({
    keys: secretsManagerKeys(env.MACHINE_KEYS_SECRET),
    queue: sqsDeviceQueue(env.DEVICE_RATINGS_QUEUE_URL),
    store: dynamodbRatingStore(env.RATINGS_TABLE),
    summary: dynamodbSummaryStore(env.RATINGS_TABLE),
    departments: departments.map(({ code }) => code),
    now: () => new Date(),
  }),
);
