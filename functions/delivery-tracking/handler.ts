import { nonEmpty, readEnv } from "#shared/aws/env.ts";
import { dynamodbLegStore } from "#shared/delivery/dynamodb-leg-store.ts";
import { queueConsumer } from "#shared/messaging/consumer.ts";
import { deliveryTracking } from "./delivery-tracking.ts";

const env = readEnv({ DELIVERIES_TABLE: nonEmpty, DEAD_LETTER_QUEUE_URL: nonEmpty });

export const handler = queueConsumer(
  deliveryTracking({ store: dynamodbLegStore(env.DELIVERIES_TABLE), now: () => new Date() }),
  env.DEAD_LETTER_QUEUE_URL,
);
