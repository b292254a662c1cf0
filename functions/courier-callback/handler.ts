import { nonEmpty, readEnv } from "#shared/aws/env.ts";
import { carriersSchema } from "#shared/delivery/carriers.ts";
import { httpApi } from "#shared/http/api.ts";
import { secretsManagerKeys } from "#shared/machine-keys/machine-keys.ts";
import { courierCallback } from "./courier-callback.ts";
import { sqsEventQueue } from "./event-queue.ts";

const env = readEnv({
  COURIER_EVENTS_QUEUE_URL: nonEmpty,
  MACHINE_KEYS_SECRET: nonEmpty,
  CARRIERS: carriersSchema,
});

export const handler = httpApi(
  courierCallback({
    carriers: env.CARRIERS,
    keys: secretsManagerKeys(env.MACHINE_KEYS_SECRET),
    queue: sqsEventQueue(env.COURIER_EVENTS_QUEUE_URL),
    now: () => new Date(),
  }),
);
