import { casesWithPersonsOf, grantedCasesOf } from "#shared/cases/public.ts";
import { systemClock } from "#shared/kernel/clock.ts";
import { environmentCipher } from "#shared/kernel/crypto/environment-cipher.ts";
import { queueConsumer } from "#shared/kernel/messaging/consumer.ts";
import { readNeeds } from "#shared/kernel/needs.ts";
import { dynamodbRecordReader, dynamodbRecordStore } from "#shared/kernel/records/dynamodb-record-store.ts";
import { holding, policy, policyMatch, policyPass, subscriber } from "#shared/policies/record.ts";
import { needs } from "#shared/policies/wiring.ts";
import { policyMatching } from "./policy-matching.ts";

const env = readNeeds(needs.matching);
const table = env.POLICIES_TABLE;

export const handler = queueConsumer(
  policyMatching({
    policies: dynamodbRecordReader(policy, table),
    subscribers: dynamodbRecordReader(subscriber, table, undefined, environmentCipher),
    holdings: dynamodbRecordStore(holding, table),
    matches: dynamodbRecordStore(policyMatch, table),
    passes: dynamodbRecordStore(policyPass, table),
    cases: casesWithPersonsOf(env.CASES_TABLE),
    grantedTo: grantedCasesOf(env.CASES_TABLE),
    now: systemClock,
  }),
  env.DEAD_LETTER_QUEUE_URL,
);
