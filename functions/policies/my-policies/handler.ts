import { casesWithPersonsOf } from "#shared/cases/public.ts";
import { systemClock } from "#shared/kernel/clock.ts";
import { environmentCipher } from "#shared/kernel/crypto/environment-cipher.ts";
import { httpApi } from "#shared/kernel/http/api.ts";
import { readNeeds } from "#shared/kernel/needs.ts";
import { dynamodbRecordReader, dynamodbRecordStore } from "#shared/kernel/records/dynamodb-record-store.ts";
import { holding, policy, policyMatch, subscriber } from "#shared/policies/record.ts";
import { needs } from "#shared/policies/wiring.ts";
import { standingOf } from "#shared/representations/public.ts";
import { myPolicies } from "./my-policies.ts";
import { preferences } from "./preferences.ts";

const env = readNeeds(needs.mine);
const table = env.POLICIES_TABLE;
const deps = {
  policies: dynamodbRecordReader(policy, table),
  subscribers: dynamodbRecordStore(subscriber, table, undefined, environmentCipher),
  holdings: dynamodbRecordReader(holding, table),
  matches: dynamodbRecordStore(policyMatch, table),
  cases: casesWithPersonsOf(env.CASES_TABLE),
  standing: standingOf(env),
  now: systemClock,
};

export const handler = httpApi([...preferences(deps), ...myPolicies(deps)]);
