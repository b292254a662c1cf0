import { casesWithPersonsOf } from "#shared/cases/public.ts";
import { systemClock } from "#shared/kernel/clock.ts";
import { environmentCipher } from "#shared/kernel/crypto/environment-cipher.ts";
import { readNeeds } from "#shared/kernel/needs.ts";
import { dynamodbRecordReader, dynamodbRecordStore } from "#shared/kernel/records/dynamodb-record-store.ts";
import { holding, policy, policyMatch, subscriber } from "#shared/policies/record.ts";
import { needs } from "#shared/policies/wiring.ts";
import { sweepPolicies } from "./policy-deadlines.ts";

const env = readNeeds(needs.deadlines);
const table = env.POLICIES_TABLE;
const deps = {
  policies: dynamodbRecordStore(policy, table),
  subscribers: dynamodbRecordReader(subscriber, table, undefined, environmentCipher),
  holdings: dynamodbRecordReader(holding, table),
  matches: dynamodbRecordStore(policyMatch, table),
  cases: casesWithPersonsOf(env.CASES_TABLE),
  now: systemClock,
};

export const handler = () => sweepPolicies(deps);
