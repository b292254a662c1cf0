import { casesOf } from "#shared/cases/public.ts";
import { systemClock } from "#shared/kernel/clock.ts";
import { queueConsumer } from "#shared/kernel/messaging/consumer.ts";
import { readNeeds } from "#shared/kernel/needs.ts";
import { dynamodbRecordReader } from "#shared/kernel/records/dynamodb-record-reader.ts";
import { dynamodbRecordStore } from "#shared/kernel/records/dynamodb-record-store.ts";
import { comment } from "#shared/ratings/comments/comments.ts";
import { device, shiftLog } from "#shared/ratings/devices/devices.ts";
import { dynamodbFigureStore } from "#shared/ratings/figures/dynamodb-figure-store.ts";
import { rating } from "#shared/ratings/record.ts";
import { dynamodbVelocityStore } from "#shared/ratings/rules/dynamodb-velocity-store.ts";
import { ratingRules } from "#shared/ratings/rules/rules.ts";
import { needs } from "#shared/ratings/wiring.ts";
import { byQueue } from "./by-queue.ts";
import { followRatings } from "./follow-ratings.ts";
import { recordDeviceRating } from "./record-device-rating.ts";

const env = readNeeds(needs.intake);
const cases = casesOf(env.CASES_TABLE);
const deps = {
  cases,
  store: dynamodbRecordStore(rating, env.RATINGS_TABLE),
  figures: dynamodbFigureStore(env.RATINGS_TABLE, cases),
  velocity: dynamodbVelocityStore(env.RATINGS_TABLE),
  comments: dynamodbRecordStore(comment, env.RATINGS_TABLE),
  devices: dynamodbRecordReader(device, env.RATINGS_TABLE),
  shifts: dynamodbRecordReader(shiftLog, env.RATINGS_TABLE),
  rules: ratingRules,
  now: systemClock,
};

export const handler = byQueue({
  events: queueConsumer(followRatings(deps), env.DEAD_LETTER_QUEUE_URL),
  deviceRatings: queueConsumer(recordDeviceRating(deps), env.DEVICE_RATINGS_DEAD_LETTER_QUEUE_URL),
});
