import { carrierFormats } from "#shared/deliveries/carrier-formats.ts";
import { carrierSecrets } from "#shared/deliveries/carrier-secrets.ts";
import { carriersSchema } from "#shared/deliveries/carriers.ts";
import { nonEmpty, readEnv } from "#shared/kernel/aws/env.ts";
import { secretTexts } from "#shared/kernel/aws/secret.ts";
import { systemClock } from "#shared/kernel/clock.ts";
import { httpApi } from "#shared/kernel/http/api.ts";
import { secretsManagerKeys } from "#shared/kernel/machine-keys/machine-keys.ts";
import { courierCallback } from "./courier-callback.ts";
import { sqsRawQueue } from "./raw-queue.ts";

const env = readEnv({
  COURIER_EVENTS_QUEUE_URL: nonEmpty,
  MACHINE_KEYS_SECRET: nonEmpty,
  CARRIERS_SECRET: nonEmpty,
  CARRIERS: carriersSchema,
});
const secrets = carrierSecrets(secretTexts(env.CARRIERS_SECRET));

export const handler = httpApi(
  courierCallback({
    carriers: env.CARRIERS,
    formatOf: carrierFormats(env.CARRIERS, secrets),
    keys: secretsManagerKeys(env.MACHINE_KEYS_SECRET),
    secrets,
    queue: sqsRawQueue(env.COURIER_EVENTS_QUEUE_URL),
    now: systemClock,
  }),
);
