import * as z from "zod";
import { dynamodbCaseStore } from "#shared/cases/dynamodb-case-store.ts";
import { expiryOf } from "#shared/cases/retention.ts";
import { catalogueItems } from "#shared/catalogue/public.ts";
import { nonEmpty, readEnv } from "#shared/kernel/aws/env.ts";
import { calendarOf } from "#shared/kernel/calendar/calendar-source.ts";
import { systemClock } from "#shared/kernel/clock.ts";
import { queueConsumer } from "#shared/kernel/messaging/consumer.ts";
import { jointMatters } from "./joint-matters.ts";

const env = readEnv({
  CASES_TABLE: nonEmpty,
  CATALOGUE_TABLE: nonEmpty,
  CALENDAR_TABLE: nonEmpty,
  PERSONAL_DATA_DAYS: z.coerce.number().int().positive(),
  DEAD_LETTER_QUEUE_URL: nonEmpty,
});

export const handler = queueConsumer(
  jointMatters({
    store: dynamodbCaseStore(env.CASES_TABLE),
    calendar: calendarOf(env.CALENDAR_TABLE),
    now: systemClock,
    items: catalogueItems(env.CATALOGUE_TABLE),
    expiryOf: (submittedAt) => expiryOf(submittedAt, env.PERSONAL_DATA_DAYS),
  }),
  env.DEAD_LETTER_QUEUE_URL,
);
