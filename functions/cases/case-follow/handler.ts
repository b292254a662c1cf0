import { dynamodbCaseStore } from "#shared/cases/dynamodb-case-store.ts";
import { needs } from "#shared/cases/wiring.ts";
import { calendarOf } from "#shared/kernel/calendar/calendar-source.ts";
import { systemClock } from "#shared/kernel/clock.ts";
import { queueConsumer } from "#shared/kernel/messaging/consumer.ts";
import { readNeeds } from "#shared/kernel/needs.ts";
import { followDeliveries } from "./case-follow.ts";

const env = readNeeds(needs.follow);

export const handler = queueConsumer(
  followDeliveries({
    store: dynamodbCaseStore(env.CASES_TABLE),
    calendar: calendarOf(env.CALENDAR_TABLE),
    now: systemClock,
  }),
  env.DEAD_LETTER_QUEUE_URL,
);
