import departments from "#data/departments.json" with { type: "json" };
import { nonEmpty, readEnv } from "#shared/aws/env.ts";
import { calendar } from "#shared/calendar/calendar.ts";
import { dynamodbCaseStore } from "#shared/cases/dynamodb-case-store.ts";
import { sweepOverdueNotices } from "./case-deadlines.ts";

const env = readEnv({ CASES_TABLE: nonEmpty });
const deps = {
  store: dynamodbCaseStore(env.CASES_TABLE),
  calendar,
  now: () => new Date().toISOString(),
};

export const handler = () =>
  sweepOverdueNotices(
    deps,
    departments.map(({ code }) => code),
  );
