import { dynamodbCaseStore } from "#shared/cases/dynamodb-case-store.ts";
import { nonEmpty, readEnv } from "#shared/kernel/aws/env.ts";
import { calendarOf } from "#shared/kernel/calendar/calendar-source.ts";
import { systemClock } from "#shared/kernel/clock.ts";
import { queueConsumer } from "#shared/kernel/messaging/consumer.ts";
import { followDeliveries } from "./case-follow.ts";

const env = readEnv({ CASES_TABLE: nonEmpty, CALENDAR_TABLE: nonEmpty, DEAD_LETTER_QUEUE_URL: nonEmpty });

export const handler = queueConsumer(
  followDeliveries({
    store: dynamodbCaseStore(env.CASES_TABLE),
    calendar: calendarOf(env.CALENDAR_TABLE),
    now: systemClock,
  }),
  env.DEAD_LETTER_QUEUE_URL,
);
