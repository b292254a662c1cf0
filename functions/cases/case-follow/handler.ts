import { expiryAfter } from "#shared/cases/case-store.ts";
import { dynamodbApplicationExpiry } from "#shared/cases/dynamodb-application-expiry.ts";
import { dynamodbCases } from "#shared/cases/dynamodb-case-store.ts";
import { needs } from "#shared/cases/wiring.ts";
import { environmentCipher } from "#shared/kernel/crypto/environment-cipher.ts";
import { queueConsumer } from "#shared/kernel/messaging/consumer.ts";
import { readNeeds } from "#shared/kernel/needs.ts";
import { caseFollow } from "./case-follow.ts";

const env = readNeeds(needs.follow);

export const handler = queueConsumer(
  caseFollow({
    ...dynamodbCases(env, environmentCipher),
    applications: dynamodbApplicationExpiry(env.CASES_TABLE),
    expiryOf: expiryAfter(env.PERSONAL_DATA_DAYS),
  }),
  env.DEAD_LETTER_QUEUE_URL,
);
