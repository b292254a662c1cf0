import { carrierFormats } from "#shared/deliveries/carrier-formats.ts";
import { carrierSecrets } from "#shared/deliveries/carrier-secrets.ts";
import { carriersSchema } from "#shared/deliveries/carriers.ts";
import { confirmation } from "#shared/deliveries/confirmation.ts";
import { dynamodbLegStore } from "#shared/deliveries/dynamodb-leg-store.ts";
import { nonEmpty, readEnv } from "#shared/kernel/aws/env.ts";
import { secretTexts } from "#shared/kernel/aws/secret.ts";
import { systemClock } from "#shared/kernel/clock.ts";
import { queueConsumer } from "#shared/kernel/messaging/consumer.ts";
import { deliveryTracking } from "./delivery-tracking.ts";

const env = readEnv({
  DELIVERIES_TABLE: nonEmpty,
  CARRIERS_SECRET: nonEmpty,
  CARRIERS: carriersSchema,
  DEAD_LETTER_QUEUE_URL: nonEmpty,
});
const now = systemClock;
const secrets = carrierSecrets(secretTexts(env.CARRIERS_SECRET));

export const handler = queueConsumer(
  deliveryTracking({
    store: dynamodbLegStore(env.DELIVERIES_TABLE),
    formatOf: carrierFormats(env.CARRIERS, secrets),
    isConfirmed: confirmation(env.CARRIERS, secrets, now),
    now,
  }),
  env.DEAD_LETTER_QUEUE_URL,
);
