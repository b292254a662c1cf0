import departments from "#district/departments.json" with { type: "json" };
import district from "#district/district.json" with { type: "json" };
import subdistricts from "#district/subdistricts.json" with { type: "json" };
import { catalogueItems } from "#shared/catalogue/public.ts";
import { systemClock } from "#shared/kernel/clock.ts";
import { httpApi } from "#shared/kernel/http/api.ts";
import { readNeeds } from "#shared/kernel/needs.ts";
import { isOneselfBy } from "#shared/kernel/people/oneself.ts";
import { dynamodbRecordReader, dynamodbRecordStore } from "#shared/kernel/records/dynamodb-record-store.ts";
import { policy, policyEdition, policyMatch } from "#shared/policies/record.ts";
import { needs } from "#shared/policies/wiring.ts";
import { policies } from "./policies.ts";

const env = readNeeds(needs.policies);
const table = env.POLICIES_TABLE;

export const handler = httpApi(
  policies({
    store: dynamodbRecordStore(policy, table),
    editions: dynamodbRecordStore(policyEdition, table),
    matches: dynamodbRecordReader(policyMatch, table),
    items: catalogueItems(env.CATALOGUE_TABLE),
    departments: departments.map(({ code }) => code),
    areas: new Map([district, ...subdistricts].map(({ code, name }) => [code, name] as const)),
    isOneself: isOneselfBy(env.PERSON_INDEX_SECRET),
    now: systemClock,
  }),
);
