import { dynamodbCases } from "#shared/cases/dynamodb-case-store.ts";
import { dynamodbPersonSearch } from "#shared/cases/dynamodb-person-search.ts";
import { personIndex } from "#shared/cases/person-index.ts";
import { needs } from "#shared/cases/wiring.ts";
import { catalogueItems } from "#shared/catalogue/public.ts";
import { commitmentsOf } from "#shared/commitments/public.ts";
import { deliveriesPublic } from "#shared/deliveries/public.ts";
import { documentsOf } from "#shared/documents/public.ts";
import { accessesOf } from "#shared/kernel/accesses/dynamodb-accesses.ts";
import { secretTexts } from "#shared/kernel/aws/secret.ts";
import { environmentCipher } from "#shared/kernel/crypto/environment-cipher.ts";
import { httpApi } from "#shared/kernel/http/api.ts";
import { secretsManagerKeys } from "#shared/kernel/machine-keys/machine-keys.ts";
import { readNeeds } from "#shared/kernel/needs.ts";
import { licencesOf } from "#shared/licences/public.ts";
import { ratingsPublic } from "#shared/ratings/public.ts";
import { representationsOf, standingOf } from "#shared/representations/public.ts";
import { namesAtWindow } from "./at-window.ts";
import { caseSubmissionApi } from "./case-submission.ts";

const env = readNeeds(needs.submission);

const cases = dynamodbCases(env, environmentCipher);
const index = personIndex(secretTexts(env.PERSON_INDEX_SECRET));

const accesses = accessesOf();

export const handler = httpApi(
  caseSubmissionApi({
    ...cases,
    keys: secretsManagerKeys(env.MACHINE_KEYS_SECRET),
    index,
    nameAtWindow: namesAtWindow({
      index,
      access: dynamodbPersonSearch(env.CASES_TABLE),
      store: cases.store,
    }),
    items: catalogueItems(env.CATALOGUE_TABLE),
    documents: documentsOf(env.DOCUMENTS_TABLE),
    commitments: commitmentsOf(env.COMMITMENTS_TABLE),
    licences: licencesOf(env.LICENCES_TABLE),
    deliveries: deliveriesPublic(env.DELIVERIES_TABLE),
    ratings: ratingsPublic(env.RATINGS_TABLE),
    representations: representationsOf(env.REPRESENTATIONS_TABLE),
    standing: standingOf(env),
    accesses,
  }),
  { accesses },
);
