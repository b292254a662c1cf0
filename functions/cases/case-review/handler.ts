import { dynamodbCases } from "#shared/cases/dynamodb-case-store.ts";
import { dynamodbCollectionAttempts } from "#shared/cases/dynamodb-collection-attempts.ts";
import { needs } from "#shared/cases/wiring.ts";
import { catalogueItems } from "#shared/catalogue/public.ts";
import { accessesOf } from "#shared/kernel/accesses/dynamodb-accesses.ts";
import { environmentCipher } from "#shared/kernel/crypto/environment-cipher.ts";
import { httpApi } from "#shared/kernel/http/api.ts";
import { secretsManagerKeys } from "#shared/kernel/machine-keys/machine-keys.ts";
import { readNeeds } from "#shared/kernel/needs.ts";
import { isOneselfBy } from "#shared/kernel/people/oneself.ts";
import { standingOf } from "#shared/representations/public.ts";
import { staffOf } from "#shared/staff/public.ts";
import { caseReviewApi } from "./case-review.ts";

const env = readNeeds(needs.review);

export const handler = httpApi(
  caseReviewApi({
    ...dynamodbCases(env, environmentCipher),
    keys: secretsManagerKeys(env.MACHINE_KEYS_SECRET),
    attempts: dynamodbCollectionAttempts(env.CASES_TABLE),
    items: catalogueItems(env.CATALOGUE_TABLE),
    standing: standingOf(env),
    staff: staffOf(env.STAFF_TABLE),
    isOneself: isOneselfBy(env.PERSON_INDEX_SECRET),
  }),
  { accesses: accessesOf() },
);
