import { casesWithPersonsOf } from "#shared/cases/public.ts";
import { carrierOrders } from "#shared/deliveries/carrier-orders.ts";
import { carrierSecrets, carriersSchema } from "#shared/deliveries/carriers.ts";
import { delivery } from "#shared/deliveries/record.ts";
import { needs } from "#shared/deliveries/wiring.ts";
import { secretTexts } from "#shared/kernel/aws/secret.ts";
import { systemClock } from "#shared/kernel/clock.ts";
import { secretsManagerKeys } from "#shared/kernel/machine-keys/machine-keys.ts";
import { queueConsumer } from "#shared/kernel/messaging/consumer.ts";
import { readNeeds } from "#shared/kernel/needs.ts";
import { dynamodbRecordStore } from "#shared/kernel/records/dynamodb-record-store.ts";
import { courierHandover } from "./courier-handover.ts";

const env = readNeeds(needs.handover);
const now = systemClock;
const carriers = carriersSchema.parse(env.CARRIERS);
const cases = casesWithPersonsOf(env.CASES_TABLE);

export const handler = queueConsumer(
  courierHandover({
    carriers,
    ordersOf: carrierOrders(carriers, {
      keys: secretsManagerKeys(env.MACHINE_KEYS_SECRET),
      secrets: carrierSecrets(secretTexts(env.CARRIERS_SECRET)),
      now,
    }),
    store: dynamodbRecordStore(delivery, env.DELIVERIES_TABLE),
    partyOf: cases.deliveryPartyOf,
    caseStateOf: cases.stateOf,
    now,
  }),
  env.DEAD_LETTER_QUEUE_URL,
);
