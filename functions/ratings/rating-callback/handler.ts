import { casesOf } from "#shared/cases/public.ts";
import { httpApi } from "#shared/kernel/http/api.ts";
import { secretsManagerKeys } from "#shared/kernel/machine-keys/machine-keys.ts";
import { sqsQueue } from "#shared/kernel/messaging/queue.ts";
import { readNeeds } from "#shared/kernel/needs.ts";
import { ratingsIn } from "#shared/ratings/dynamodb-ratings.ts";
import { needs } from "#shared/ratings/wiring.ts";
import { standingOf } from "#shared/representations/public.ts";
import { ratingCallback } from "./rating-callback.ts";

const env = readNeeds(needs.callback);

export const handler = httpApi(
  ratingCallback({
    ...ratingsIn(env),
    cases: casesOf(env.CASES_TABLE, undefined, standingOf(env)),
    keys: secretsManagerKeys(env.MACHINE_KEYS_SECRET),
    queue: sqsQueue(env.DEVICE_RATINGS_QUEUE_URL),
  }),
);
