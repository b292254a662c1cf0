import { casesOf } from "#shared/cases/public.ts";
import { nonEmpty, readEnv } from "#shared/kernel/aws/env.ts";
import { calendarOf } from "#shared/kernel/calendar/calendar-source.ts";
import { httpApi } from "#shared/kernel/http/api.ts";
import { ratingsPublic } from "#shared/ratings/public.ts";
import { dynamodbOrderStore } from "#shared/rectifications/order-store.ts";
import { rectificationPolicy } from "#shared/rectifications/policy.ts";
import { rectifications } from "./rectifications.ts";

const env = readEnv({
  RECTIFICATIONS_TABLE: nonEmpty,
  CASES_TABLE: nonEmpty,
  RATINGS_TABLE: nonEmpty,
  CALENDAR_TABLE: nonEmpty,
});

export const handler = httpApi(
  rectifications({
    store: dynamodbOrderStore(env.RECTIFICATIONS_TABLE),
    cases: casesOf(env.CASES_TABLE),
    ratings: ratingsPublic(env.RATINGS_TABLE),
    calendar: calendarOf(env.CALENDAR_TABLE),
    policy: rectificationPolicy,
    now: () => new Date().toISOString(),
  }),
);
