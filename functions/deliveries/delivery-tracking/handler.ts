import { carrierFormats } from "#shared/deliveries/carrier-formats.ts";
import { carrierSecrets, carriersSchema } from "#shared/deliveries/carriers.ts";
import { confirmation } from "#shared/deliveries/confirmation.ts";
import { delivery } from "#shared/deliveries/record.ts";
import { needs } from "#shared/deliveries/wiring.ts";
import { secretTexts } from "#shared/kernel/aws/secret.ts";
import { systemClock } from "#shared/kernel/clock.ts";
import { queueConsumer } from "#shared/kernel/messaging/consumer.ts";
import { readNeeds } from "#shared/kernel/needs.ts";
import { dynamodbRecordStore } from "#shared/kernel/records/dynamodb-record-store.ts";
import { deliveryTracking } from "./delivery-tracking.ts";

const env = readNeeds(needs.tracking);
const now = systemClock;
const carriers = carriersSchema.parse(env.CARRIERS);
const secrets = carrierSecrets(secretTexts(env.CARRIERS_SECRET));

export const handler = queueConsumer(
  deliveryTracking({
    store: dynamodbRecordStore(delivery, env.DELIVERIES_TABLE),
    formatOf: carrierFormats(carriers, secrets),
    isConfirmed: confirmation(carriers, secrets, now),
    now,
  }),
  env.DEAD_LETTER_QUEUE_URL,
  { setAsideQueueUrl: env.SET_ASIDE_QUEUE_URL },
);
