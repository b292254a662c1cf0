import departments from "#data/departments.json" with { type: "json" };
import { casesOf } from "#shared/cases/public.ts";
import { systemClock } from "#shared/kernel/clock.ts";
import { secretsManagerKeys } from "#shared/kernel/machine-keys/machine-keys.ts";
import { dynamodbRecordStore } from "#shared/kernel/records/dynamodb-record-store.ts";
import { dynamodbFigureStore } from "./figures/dynamodb-figure-store.ts";
import { call, comment, device, draw, rating, shiftLog } from "./record.ts";
import { ratingRules } from "./rules/rules.ts";

/** What functions of ratings work with: their tables and keys, as the environment names them. */
export function ratingsIn(env: { RATINGS_TABLE: string; CASES_TABLE: string; MACHINE_KEYS_SECRET: string }) {
  const { RATINGS_TABLE: table } = env;
  const cases = casesOf(env.CASES_TABLE);
  return {
    cases,
    store: dynamodbRecordStore(rating, table),
    comments: dynamodbRecordStore(comment, table),
    devices: dynamodbRecordStore(device, table),
    shifts: dynamodbRecordStore(shiftLog, table),
    draws: dynamodbRecordStore(draw, table),
    calls: dynamodbRecordStore(call, table),
    figures: dynamodbFigureStore(table, cases),
    keys: secretsManagerKeys(env.MACHINE_KEYS_SECRET),
    /** Codes of all departments. */
    departments: departments.map(({ code }) => code),
    rules: ratingRules,
    now: systemClock,
  };
}
export type RatingDeps = ReturnType<typeof ratingsIn>;
