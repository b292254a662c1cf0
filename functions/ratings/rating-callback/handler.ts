import departments from "#data/departments.json" with { type: "json" };
import { casesOf } from "#shared/cases/public.ts";
import { systemClock } from "#shared/kernel/clock.ts";
import { httpApi } from "#shared/kernel/http/api.ts";
import { secretsManagerKeys } from "#shared/kernel/machine-keys/machine-keys.ts";
import { sqsQueue } from "#shared/kernel/messaging/queue.ts";
import { readNeeds } from "#shared/kernel/needs.ts";
import { dynamodbRecordReader } from "#shared/kernel/records/dynamodb-record-reader.ts";
import { dynamodbRecordStore } from "#shared/kernel/records/dynamodb-record-store.ts";
import { comment } from "#shared/ratings/comments/comments.ts";
import { device } from "#shared/ratings/devices/devices.ts";
import { shiftLog } from "#shared/ratings/devices/shifts.ts";
import { dynamodbFigureStore } from "#shared/ratings/figures/dynamodb-figure-store.ts";
import { fingerprintsUnder } from "#shared/ratings/links/fingerprints.ts";
import { rating } from "#shared/ratings/record.ts";
import { ratingRules } from "#shared/ratings/rules/rules.ts";
import { needs } from "#shared/ratings/wiring.ts";
import { ratingCallback } from "./rating-callback.ts";

const env = readNeeds(needs.callback);
const keys = secretsManagerKeys(env.MACHINE_KEYS_SECRET);
const cases = casesOf(env.CASES_TABLE);

export const handler = httpApi(
  ratingCallback({
    keys,
    fingerprints: fingerprintsUnder(keys),
    queue: sqsQueue(env.DEVICE_RATINGS_QUEUE_URL),
    store: dynamodbRecordStore(rating, env.RATINGS_TABLE),
    figures: dynamodbFigureStore(env.RATINGS_TABLE, cases),
    devices: dynamodbRecordStore(device, env.RATINGS_TABLE),
    shifts: dynamodbRecordReader(shiftLog, env.RATINGS_TABLE),
    comments: dynamodbRecordReader(comment, env.RATINGS_TABLE),
    cases,
    departments: departments.map(({ code }) => code),
    rules: ratingRules,
    now: systemClock,
  }),
);
