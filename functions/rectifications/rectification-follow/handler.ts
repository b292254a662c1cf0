import { systemMoment } from "#shared/kernel/calendar/calendar-source.ts";
import { queueConsumer } from "#shared/kernel/messaging/consumer.ts";
import { readNeeds } from "#shared/kernel/needs.ts";
import { dynamodbRecordStore } from "#shared/kernel/records/dynamodb-record-store.ts";
import { ratingsPublic } from "#shared/ratings/public.ts";
import { rectification } from "#shared/rectifications/record.ts";
import { needs } from "#shared/rectifications/wiring.ts";
import { rectificationFollow } from "./rectification-follow.ts";

const env = readNeeds(needs.follow);

export const handler = queueConsumer(
  rectificationFollow({
    store: dynamodbRecordStore(rectification, env.RECTIFICATIONS_TABLE),
    ratings: ratingsPublic(env.RATINGS_TABLE),
    ...systemMoment(env.CALENDAR_TABLE),
  }),
  env.DEAD_LETTER_QUEUE_URL,
);
