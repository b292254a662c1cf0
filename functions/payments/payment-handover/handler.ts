import { casesWithPersonsOf } from "#shared/cases/public.ts";
import { catalogueItems } from "#shared/catalogue/public.ts";
import { systemMoment } from "#shared/kernel/calendar/calendar-source.ts";
import { systemClock } from "#shared/kernel/clock.ts";
import { secretsManagerKeys } from "#shared/kernel/machine-keys/machine-keys.ts";
import { queueConsumer } from "#shared/kernel/messaging/consumer.ts";
import { readNeeds } from "#shared/kernel/needs.ts";
import { dynamodbRecordStore } from "#shared/kernel/records/dynamodb-record-store.ts";
import { parseSettings } from "#shared/payments/platform/interface.ts";
import { signedPlatform } from "#shared/payments/platform/signed-platform.ts";
import { payment } from "#shared/payments/record.ts";
import { needs } from "#shared/payments/wiring.ts";
import { paymentHandover } from "./payment-handover.ts";

const env = readNeeds(needs.handover);

export const handler = queueConsumer(
  paymentHandover({
    payments: dynamodbRecordStore(payment, env.PAYMENTS_TABLE),
    platform: signedPlatform({
      settings: parseSettings(env.FEE_PLATFORM),
      keys: secretsManagerKeys(env.MACHINE_KEYS_SECRET),
      now: systemClock,
    }),
    cases: casesWithPersonsOf(env.CASES_TABLE),
    items: catalogueItems(env.CATALOGUE_TABLE),
    ...systemMoment(env.CALENDAR_TABLE),
  }),
  env.DEAD_LETTER_QUEUE_URL,
);
