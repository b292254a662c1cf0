import { carriersSchema } from "#shared/deliveries/carriers.ts";
import { dynamodbLegStore } from "#shared/deliveries/dynamodb-leg-store.ts";
import { nonEmpty, readEnv } from "#shared/kernel/aws/env.ts";
import { systemClock } from "#shared/kernel/clock.ts";
import { watchDeliveries } from "./delivery-watch.ts";

const env = readEnv({ DELIVERIES_TABLE: nonEmpty, CARRIERS: carriersSchema });
const store = dynamodbLegStore(env.DELIVERIES_TABLE);

export const handler = () => watchDeliveries({ store, carriers: env.CARRIERS, now: systemClock });
