import { carriersSchema } from "#shared/deliveries/carriers.ts";
import { delivery } from "#shared/deliveries/record.ts";
import { needs } from "#shared/deliveries/wiring.ts";
import { systemClock } from "#shared/kernel/clock.ts";
import { readNeeds } from "#shared/kernel/needs.ts";
import { dynamodbRecordStore } from "#shared/kernel/records/dynamodb-record-store.ts";
import { watchDeliveries } from "./delivery-watch.ts";

const env = readNeeds(needs.watch);
const store = dynamodbRecordStore(delivery, env.DELIVERIES_TABLE);
const carriers = carriersSchema.parse(env.CARRIERS);

export const handler = () => watchDeliveries({ store, carriers, now: systemClock });
