import { dynamodbCases } from "#shared/cases/dynamodb-case-store.ts";
import { dynamodbCollectionAttempts } from "#shared/cases/dynamodb-collection-attempts.ts";
import { needs } from "#shared/cases/wiring.ts";
import { catalogueItems } from "#shared/catalogue/public.ts";
import { accessesOf } from "#shared/kernel/accesses/dynamodb-accesses.ts";
import { secretTexts } from "#shared/kernel/aws/secret.ts";
import { environmentCipher } from "#shared/kernel/crypto/environment-cipher.ts";
import { httpApi } from "#shared/kernel/http/api.ts";
import { secretsManagerKeys } from "#shared/kernel/machine-keys/machine-keys.ts";
import { readNeeds } from "#shared/kernel/needs.ts";
import { personKeys } from "#shared/kernel/people/person-keys.ts";
import { standingOf } from "#shared/representations/public.ts";
import { staffOf } from "#shared/staff/public.ts";
import { caseReviewApi } from "./case-review.ts";

const env = readNeeds(needs.review);
const staff = staffOf(env.STAFF_TABLE);
const { keyOf } = personKeys(secretTexts(env.PERSON_INDEX_SECRET));

export const handler = httpApi(
  caseReviewApi({
    ...dynamodbCases(env, environmentCipher),
    keys: secretsManagerKeys(env.MACHINE_KEYS_SECRET),
    attempts: dynamodbCollectionAttempts(env.CASES_TABLE),
    items: catalogueItems(env.CATALOGUE_TABLE),
    standing: standingOf(env),
    staff,
    isOneself: async (account, { idNumber }) => staff.isOf(account, await keyOf("idNumber", idNumber)),
  }),
  { accesses: accessesOf() },
);
