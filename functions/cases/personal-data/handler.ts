import { dynamodbCaseStore } from "#shared/cases/dynamodb-case-store.ts";
import { dynamodbPersonSearch } from "#shared/cases/dynamodb-person-search.ts";
import { personIndex } from "#shared/cases/person-index.ts";
import { needs } from "#shared/cases/wiring.ts";
import { consultationsOf } from "#shared/consultation/public.ts";
import { accessesOf } from "#shared/kernel/accesses/dynamodb-accesses.ts";
import { secretTexts } from "#shared/kernel/aws/secret.ts";
import { systemClock } from "#shared/kernel/clock.ts";
import { environmentCipher } from "#shared/kernel/crypto/environment-cipher.ts";
import { httpApi } from "#shared/kernel/http/api.ts";
import { readNeeds } from "#shared/kernel/needs.ts";
import { noticesOf } from "#shared/notices/public.ts";
import { policiesOf } from "#shared/policies/public.ts";
import { standingOf } from "#shared/representations/public.ts";
import { personalDataApi } from "./personal-data.ts";

const env = readNeeds(needs.personalData);

const accesses = accessesOf();

export const handler = httpApi(
  personalDataApi({
    store: dynamodbCaseStore(env.CASES_TABLE, undefined, environmentCipher),
    search: dynamodbPersonSearch(env.CASES_TABLE),
    accesses,
    index: personIndex(secretTexts(env.PERSON_INDEX_SECRET)),
    standing: standingOf(env),
    notices: noticesOf(env.NOTICES_TABLE),
    consultations: consultationsOf(env.CONSULTATION_TABLE),
    policies: policiesOf(env.POLICIES_TABLE),
    now: systemClock,
  }),
  { accesses },
);
