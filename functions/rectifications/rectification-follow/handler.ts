import { nonEmpty, readEnv } from "#shared/kernel/aws/env.ts";
import { calendarOf } from "#shared/kernel/calendar/calendar-source.ts";
import { queueConsumer } from "#shared/kernel/messaging/consumer.ts";
import { ratingsPublic } from "#shared/ratings/public.ts";
import { dynamodbOrderStore } from "#shared/rectifications/order-store.ts";
import { rectificationPolicy } from "#shared/rectifications/policy.ts";
import { rectificationFollow } from "./rectification-follow.ts";

const env = readEnv({
  RECTIFICATIONS_TABLE: nonEmpty,
  RATINGS_TABLE: nonEmpty,
  CALENDAR_TABLE: nonEmpty,
  DEAD_LETTER_QUEUE_URL: nonEmpty,
});

export const handler = queueConsumer(
  rectificationFollow({
    store: dynamodbOrderStore(env.RECTIFICATIONS_TABLE),
    ratings: ratingsPublic(env.RATINGS_TABLE),
    calendar: calendarOf(env.CALENDAR_TABLE),
    policy: rectificationPolicy,
    now: () => new Date().toISOString(),
  }),
  env.DEAD_LETTER_QUEUE_URL,
);
