import { httpApi } from "#shared/kernel/http/api.ts";
import { sqsQueue } from "#shared/kernel/messaging/queue.ts";
import { readNeeds } from "#shared/kernel/needs.ts";
import { ratingsIn } from "#shared/ratings/dynamodb-ratings.ts";
import { needs } from "#shared/ratings/wiring.ts";
import { ratingCallback } from "./rating-callback.ts";

const env = readNeeds(needs.callback);

export const handler = httpApi(
  ratingCallback({ ...ratingsIn(env), queue: sqsQueue(env.DEVICE_RATINGS_QUEUE_URL) }),
);
