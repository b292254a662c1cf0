import { dynamodbCases } from "#shared/cases/dynamodb-case-store.ts";
import { needs } from "#shared/cases/wiring.ts";
import { catalogueItems } from "#shared/catalogue/public.ts";
import { environmentCipher } from "#shared/kernel/crypto/environment-cipher.ts";
import { queueConsumer } from "#shared/kernel/messaging/consumer.ts";
import { readNeeds } from "#shared/kernel/needs.ts";
import { jointMatters } from "./joint-matters.ts";

const env = readNeeds(needs.jointMatters);

export const handler = queueConsumer(
  jointMatters({
    ...dynamodbCases(env, environmentCipher),
    items: catalogueItems(env.CATALOGUE_TABLE),
  }),
  env.DEAD_LETTER_QUEUE_URL,
);
