import { nonEmpty, readEnv } from "#shared/aws/env.ts";
import { calendar } from "#shared/calendar/calendar.ts";
import { dynamodbCaseStore } from "#shared/cases/dynamodb-case-store.ts";
import { httpApi } from "#shared/http/api.ts";
import { caseReviewApi } from "./case-review.ts";

const env = readEnv({ CASES_TABLE: nonEmpty });

export const handler = httpApi(
  caseReviewApi({
    store: dynamodbCaseStore(env.CASES_TABLE),
    calendar,
    now: () => new Date().toISOString(),
  }),
);
