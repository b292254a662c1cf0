import { queueConsumer } from "#shared/kernel/messaging/consumer.ts";
import { readNeeds } from "#shared/kernel/needs.ts";
import { nationalIn, ratingsIn } from "#shared/ratings/dynamodb-ratings.ts";
import { dynamodbVelocityStore } from "#shared/ratings/rules/dynamodb-velocity-store.ts";
import { needs } from "#shared/ratings/wiring.ts";
import { byQueue } from "./by-queue.ts";
import { followRatings } from "./follow-ratings.ts";
import { recordDeviceRating } from "./record-device-rating.ts";

const env = readNeeds(needs.intake);
const deps = { ...ratingsIn(env), ...nationalIn(env), velocity: dynamodbVelocityStore(env.RATINGS_TABLE) };

export const handler = byQueue({
  events: queueConsumer(followRatings(deps), env.DEAD_LETTER_QUEUE_URL),
  deviceRatings: queueConsumer(recordDeviceRating(deps), env.DEVICE_RATINGS_DEAD_LETTER_QUEUE_URL),
});
