import * as z from "zod";
import { casesOf } from "#shared/cases/public.ts";
import { carrierSecrets } from "#shared/deliveries/carrier-secrets.ts";
import { carriersSchema } from "#shared/deliveries/carriers.ts";
import { dynamodbLegStore } from "#shared/deliveries/dynamodb-leg-store.ts";
import { orderDesks } from "#shared/deliveries/order-desks.ts";
import { nonEmpty, readEnv } from "#shared/kernel/aws/env.ts";
import { secretTexts } from "#shared/kernel/aws/secret.ts";
import { systemClock } from "#shared/kernel/clock.ts";
import { secretsManagerKeys } from "#shared/kernel/machine-keys/machine-keys.ts";
import { queueConsumer } from "#shared/kernel/messaging/consumer.ts";
import { hideIn, withBackoff } from "./backoff.ts";
import { courierHandover } from "./courier-handover.ts";

const env = readEnv({
  DELIVERIES_TABLE: nonEmpty,
  CASES_TABLE: nonEmpty,
  MACHINE_KEYS_SECRET: nonEmpty,
  CARRIERS_SECRET: nonEmpty,
  CARRIERS: carriersSchema,
  QUEUE_URL: nonEmpty,
  ATTEMPTS: z.coerce.number().int().positive(),
  DEAD_LETTER_QUEUE_URL: nonEmpty,
});
const now = systemClock;
const cases = casesOf(env.CASES_TABLE);

export const handler = queueConsumer(
  withBackoff(
    courierHandover({
      carriers: env.CARRIERS,
      deskOf: orderDesks(env.CARRIERS, {
        keys: secretsManagerKeys(env.MACHINE_KEYS_SECRET),
        secrets: carrierSecrets(secretTexts(env.CARRIERS_SECRET)),
        now,
      }),
      store: dynamodbLegStore(env.DELIVERIES_TABLE),
      partyOf: cases.deliveryPartyOf,
      caseStateOf: cases.stateOf,
      now,
    }),
    { hide: hideIn(env.QUEUE_URL) },
  ),
  env.DEAD_LETTER_QUEUE_URL,
  { attempts: env.ATTEMPTS },
);
