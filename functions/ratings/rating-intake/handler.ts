import { nonEmpty, readEnv } from "#shared/kernel/aws/env.ts";
import { systemClock } from "#shared/kernel/clock.ts";
import { queueConsumer } from "#shared/kernel/messaging/consumer.ts";
import { dynamodbCommentStore } from "#shared/ratings/comments/dynamodb-comment-store.ts";
import { dynamodbDeviceStore } from "#shared/ratings/devices/dynamodb-device-store.ts";
import { dynamodbRatingStore } from "#shared/ratings/dynamodb-rating-store.ts";
import { dynamodbFigureStore } from "#shared/ratings/figures/dynamodb-figure-store.ts";
import { dynamodbVelocityStore } from "#shared/ratings/rules/dynamodb-velocity-store.ts";
import { ratingRules } from "#shared/ratings/rules/rules.ts";
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
  figures: dynamodbFigureStore(env.RATINGS_TABLE),
  velocity: dynamodbVelocityStore(env.RATINGS_TABLE),
  comments: dynamodbCommentStore(env.RATINGS_TABLE),
  devices: dynamodbDeviceStore(env.RATINGS_TABLE),
  rules: ratingRules,
  now: systemClock,
};

export const handler = byQueue({
  events: queueConsumer(followEvents(deps), env.DEAD_LETTER_QUEUE_URL),
  deviceRatings: queueConsumer(recordDeviceRating(deps), env.DEVICE_RATINGS_DEAD_LETTER_QUEUE_URL),
});
