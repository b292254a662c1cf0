import { systemClock } from "#shared/kernel/clock.ts";
import { queueConsumer } from "#shared/kernel/messaging/consumer.ts";
import { readNeeds } from "#shared/kernel/needs.ts";
import { dynamodbRecordStore } from "#shared/kernel/records/dynamodb-record-store.ts";
import { dynamodbCommentStore } from "#shared/ratings/comments/dynamodb-comment-store.ts";
import { dynamodbDeviceStore } from "#shared/ratings/devices/dynamodb-device-store.ts";
import { dynamodbFigureStore } from "#shared/ratings/figures/dynamodb-figure-store.ts";
import { rating } from "#shared/ratings/record.ts";
import { dynamodbVelocityStore } from "#shared/ratings/rules/dynamodb-velocity-store.ts";
import { ratingRules } from "#shared/ratings/rules/rules.ts";
import { needs } from "#shared/ratings/wiring.ts";
import { byQueue } from "./by-queue.ts";
import { followEvents } from "./follow-events.ts";
import { recordDeviceRating } from "./record-device-rating.ts";

const env = readNeeds(needs.intake);
const deps = {
  store: dynamodbRecordStore(rating, env.RATINGS_TABLE),
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
