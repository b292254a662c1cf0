import { nonEmpty, readEnv } from "#shared/aws/env.ts";
import { queueConsumer } from "#shared/messaging/consumer.ts";
import { dynamodbRatingStore } from "#shared/ratings/dynamodb-rating-store.ts";
import { dynamodbSummaryStore } from "#shared/ratings/dynamodb-summary-store.ts";
import { byQueue } from "./by-queue.ts";
import { followEvents } from "./follow-events.ts";
import { recordDeviceRating } from "./record-device-rating.ts";

const env = readEnv({
  RATINGS_TABLE: nonEmpty,
  DEAD_LETTER_QUEUE_URL: nonEmpty,
  DEVICE_RATINGS_DEAD_LETTER_QUEUE_URL: nonEmpty,
});
const deps = {
  store: dynamodbRatingStore(env.RATINGS_TABLE),
  summary: dynamodbSummaryStore(env.RATINGS_TABLE),
  now: () => new Date(),
};

export const handler = byQueue({
  events: queueConsumer(followEvents(deps), env.DEAD_LETTER_QUEUE_URL),
  deviceRatings: queueConsumer(recordDeviceRating(deps), env.DEVICE_RATINGS_DEAD_LETTER_QUEUE_URL),
});
