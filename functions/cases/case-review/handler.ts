import { dynamodbCaseStore } from "#shared/cases/dynamodb-case-store.ts";
import { needs } from "#shared/cases/wiring.ts";
import { calendarOf } from "#shared/kernel/calendar/calendar-source.ts";
import { systemClock } from "#shared/kernel/clock.ts";
import { httpApi } from "#shared/kernel/http/api.ts";
import { readNeeds } from "#shared/kernel/needs.ts";
import { caseReviewApi } from "./case-review.ts";

const env = readNeeds(needs.review);

export const handler = httpApi(
  caseReviewApi({
    store: dynamodbCaseStore(env.CASES_TABLE),
    calendar: calendarOf(env.CALENDAR_TABLE),
    now: systemClock,
  }),
);
