import { dynamodbCaseStore } from "#shared/cases/dynamodb-case-store.ts";
import { nonEmpty, readEnv } from "#shared/kernel/aws/env.ts";
import { calendarOf } from "#shared/kernel/calendar/calendar-source.ts";
import { systemClock } from "#shared/kernel/clock.ts";
import { httpApi } from "#shared/kernel/http/api.ts";
import { caseReviewApi } from "./case-review.ts";

const env = readEnv({ CASES_TABLE: nonEmpty, CALENDAR_TABLE: nonEmpty });

export const handler = httpApi(
  caseReviewApi({
    store: dynamodbCaseStore(env.CASES_TABLE),
    calendar: calendarOf(env.CALENDAR_TABLE),
    now: systemClock,
  }),
);
