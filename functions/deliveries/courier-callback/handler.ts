import { carrierFormats } from "#shared/deliveries/carrier-formats.ts";
import { carrierSecrets, carriersSchema } from "#shared/deliveries/carriers.ts";
import { delivery } from "#shared/deliveries/record.ts";
import { needs } from "#shared/deliveries/wiring.ts";
import { secretTexts } from "#shared/kernel/aws/secret.ts";
import { systemClock } from "#shared/kernel/clock.ts";
import { httpApi } from "#shared/kernel/http/api.ts";
import { secretsManagerKeys } from "#shared/kernel/machine-keys/machine-keys.ts";
import { sqsQueue } from "#shared/kernel/messaging/queue.ts";
import { readNeeds } from "#shared/kernel/needs.ts";
import { dynamodbRecordStore } from "#shared/kernel/records/dynamodb-record-store.ts";
import { courierCallback } from "./courier-callback.ts";

const env = readNeeds(needs.callback);
const carriers = carriersSchema.parse(env.CARRIERS);
const secrets = carrierSecrets(secretTexts(env.CARRIERS_SECRET));

export const handler = httpApi(
  courierCallback({
    carriers,
    formatOf: carrierFormats(carriers, secrets),
    keys: secretsManagerKeys(env.MACHINE_KEYS_SECRET),
    secrets,
    store: dynamodbRecordStore(delivery, env.DELIVERIES_TABLE),
    queue: sqsQueue(env.COURIER_EVENTS_QUEUE_URL),
    now: systemClock,
  }),
);
