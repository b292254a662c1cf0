import departments from "#district/departments.json" with { type: "json" };
import { casesOf, casesWithPersonsOf } from "#shared/cases/public.ts";
import { catalogueItems } from "#shared/catalogue/public.ts";
import { systemClock } from "#shared/kernel/clock.ts";
import type { MachineKeys } from "#shared/kernel/machine-keys/machine-keys.ts";
import { dynamodbRecordStore } from "#shared/kernel/records/dynamodb-record-store.ts";
import { staffOf } from "#shared/staff/public.ts";
import { dynamodbFigureStore } from "./figures/dynamodb-figure-store.ts";
import { call, comment, device, draw, rating, shiftLog } from "./record.ts";
import { ratingRules } from "./rules/rules.ts";

/** What functions of ratings work with, as the environment names it. */
export function ratingsIn({
  RATINGS_TABLE: table,
  CASES_TABLE,
}: {
  RATINGS_TABLE: string;
  CASES_TABLE: string;
}) {
  const cases = casesOf(CASES_TABLE);
  return {
    cases,
    store: dynamodbRecordStore(rating, table),
    comments: dynamodbRecordStore(comment, table),
    devices: dynamodbRecordStore(device, table),
    shifts: dynamodbRecordStore(shiftLog, table),
    draws: dynamodbRecordStore(draw, table),
    calls: dynamodbRecordStore(call, table),
    figures: dynamodbFigureStore(table, cases),
    /** Codes of all departments. */
    departments: departments.map(({ code }) => code),
    rules: ratingRules,
    now: systemClock,
  };
}
/** What the gate to the national platform asks beside them: with the keys to persons. */
export const nationalIn = (env: { CASES_TABLE: string; CATALOGUE_TABLE: string; STAFF_TABLE: string }) => ({
  cases: casesWithPersonsOf(env.CASES_TABLE),
  items: catalogueItems(env.CATALOGUE_TABLE),
  staff: staffOf(env.STAFF_TABLE),
});

/** Each route and handler names those that it needs. */
export type RatingDeps = ReturnType<typeof ratingsIn> & { keys: MachineKeys };
