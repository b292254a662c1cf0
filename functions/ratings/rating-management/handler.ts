import departments from "#data/departments.json" with { type: "json" };
import { casesOf } from "#shared/cases/public.ts";
import { systemClock } from "#shared/kernel/clock.ts";
import { httpApi } from "#shared/kernel/http/api.ts";
import { secretsManagerKeys } from "#shared/kernel/machine-keys/machine-keys.ts";
import { readNeeds } from "#shared/kernel/needs.ts";
import { dynamodbRecordStore } from "#shared/kernel/records/dynamodb-record-store.ts";
import { call, draw } from "#shared/ratings/calls/calls.ts";
import { comment } from "#shared/ratings/comments/comments.ts";
import { device } from "#shared/ratings/devices/devices.ts";
import { shiftLog } from "#shared/ratings/devices/shifts.ts";
import { dynamodbFigureStore } from "#shared/ratings/figures/dynamodb-figure-store.ts";
import { fingerprintsUnder } from "#shared/ratings/links/fingerprints.ts";
import { rating } from "#shared/ratings/record.ts";
import { ratingRules } from "#shared/ratings/rules/rules.ts";
import { needs } from "#shared/ratings/wiring.ts";
import { ratingManagement } from "./rating-management.ts";

const env = readNeeds(needs.management);
const keys = secretsManagerKeys(env.MACHINE_KEYS_SECRET);
const cases = casesOf(env.CASES_TABLE);

export const handler = httpApi(
  ratingManagement({
    keys,
    fingerprints: fingerprintsUnder(keys),
    store: dynamodbRecordStore(rating, env.RATINGS_TABLE),
    devices: dynamodbRecordStore(device, env.RATINGS_TABLE),
    shifts: dynamodbRecordStore(shiftLog, env.RATINGS_TABLE),
    calls: dynamodbRecordStore(call, env.RATINGS_TABLE),
    draws: dynamodbRecordStore(draw, env.RATINGS_TABLE),
    comments: dynamodbRecordStore(comment, env.RATINGS_TABLE),
    figures: dynamodbFigureStore(env.RATINGS_TABLE, cases),
    departments: departments.map(({ code }) => code),
    cases,
    rules: ratingRules,
    now: systemClock,
  }),
);
