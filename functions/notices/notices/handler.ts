import { randomInt } from "node:crypto";
import { casesWithPersonsOf } from "#shared/cases/public.ts";
import { catalogueItems } from "#shared/catalogue/public.ts";
import { accessesOf } from "#shared/kernel/accesses/dynamodb-accesses.ts";
import { secretTexts } from "#shared/kernel/aws/secret.ts";
import { systemClock } from "#shared/kernel/clock.ts";
import { environmentCipher } from "#shared/kernel/crypto/environment-cipher.ts";
import { httpApi } from "#shared/kernel/http/api.ts";
import { readNeeds } from "#shared/kernel/needs.ts";
import { personKeys } from "#shared/kernel/people/person-keys.ts";
import { dynamodbRecordStore } from "#shared/kernel/records/dynamodb-record-store.ts";
import { dynamodbInbox } from "#shared/notices/dynamodb-inbox.ts";
import { preference } from "#shared/notices/people/preference.ts";
import { address, codeCap, notice, service } from "#shared/notices/record.ts";
import { needs } from "#shared/notices/wiring.ts";
import { policyTitlesOf } from "#shared/policies/public.ts";
import { standingOf } from "#shared/representations/public.ts";
import { addresses } from "./addresses.ts";
import { messages } from "./messages.ts";
import { preferences } from "./preferences.ts";
import { services } from "./services.ts";

const env = readNeeds(needs.api);
const table = env.NOTICES_TABLE;
const standing = standingOf(env);

const cases = casesWithPersonsOf(env.CASES_TABLE);
const deps = {
  notices: dynamodbRecordStore(notice, table),
  services: dynamodbRecordStore(service, table),
  inbox: dynamodbInbox(table),
  preferences: dynamodbRecordStore(preference, table),
  addresses: dynamodbRecordStore(address, table, undefined, environmentCipher),
  caps: dynamodbRecordStore(codeCap, table),
  keys: personKeys(secretTexts(env.PERSON_INDEX_SECRET)),
  code: () => String(randomInt(1_000_000)).padStart(6, "0"),
  standing,
  cases,
  sources: {
    cases,
    items: catalogueItems(env.CATALOGUE_TABLE),
    policyTitle: policyTitlesOf(env.POLICIES_TABLE),
  },
  now: systemClock,
};

export const handler = httpApi(
  [...messages(deps), ...preferences(deps), ...addresses(deps), ...services(deps)],
  {
    accesses: accessesOf(),
  },
);
