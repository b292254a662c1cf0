import { nonEmpty, readEnv } from "#shared/aws/env.ts";
import { calendar } from "#shared/calendar/calendar.ts";
import { dynamodbCaseStore } from "#shared/cases/dynamodb-case-store.ts";
import { queueConsumer } from "#shared/messaging/consumer.ts";
import { followDeliveries } from "./case-follow.ts";

const env = readEnv({ CASES_TABLE: nonEmpty, DEAD_LETTER_QUEUE_URL: nonEmpty });

export const handler = queueConsumer(
  followDeliveries({
    store: dynamodbCaseStore(env.CASES_TABLE),
    calendar,
    now: () => new Date().toISOString(),
  }),
  env.DEAD_LETTER_QUEUE_URL,
);
