import { nonEmpty, readEnv } from "#shared/aws/env.ts";
import { calendarOf } from "#shared/calendar/calendar-source.ts";
import { dynamodbCaseStore } from "#shared/cases/dynamodb-case-store.ts";
import { httpApi } from "#shared/http/api.ts";
import { caseReviewApi } from "./case-review.ts";

const env = readEnv({ CASES_TABLE: nonEmpty, CALENDAR_TABLE: nonEmpty });

export const handler = httpApi(
  caseReviewApi({
    store: dynamodbCaseStore(env.CASES_TABLE),
    calendar: calendarOf(env.CALENDAR_TABLE),
    now: () => new Date().toISOString(),
  }),
);
