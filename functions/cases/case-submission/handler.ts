import { dynamodbCases } from "#shared/cases/dynamodb-case-store.ts";
import { personIndex } from "#shared/cases/person-index.ts";
import { needs } from "#shared/cases/wiring.ts";
import { catalogueItems } from "#shared/catalogue/public.ts";
import { commitmentsOf } from "#shared/commitments/public.ts";
import { deliveriesPublic } from "#shared/deliveries/public.ts";
import { documentsOf } from "#shared/documents/public.ts";
import { secretTexts } from "#shared/kernel/aws/secret.ts";
import { httpApi } from "#shared/kernel/http/api.ts";
import { secretsManagerKeys } from "#shared/kernel/machine-keys/machine-keys.ts";
import { readNeeds } from "#shared/kernel/needs.ts";
import { licencesOf } from "#shared/licences/public.ts";
import { ratingsPublic } from "#shared/ratings/public.ts";
import { representationsOf } from "#shared/representations/public.ts";
import { caseSubmissionApi } from "./case-submission.ts";

const env = readNeeds(needs.submission);

export const handler = httpApi(
  caseSubmissionApi({
    ...dynamodbCases(env),
    keys: secretsManagerKeys(env.MACHINE_KEYS_SECRET),
    index: personIndex(secretTexts(env.PERSON_INDEX_SECRET)),
    items: catalogueItems(env.CATALOGUE_TABLE),
    documents: documentsOf(env.DOCUMENTS_TABLE),
    commitments: commitmentsOf(env.COMMITMENTS_TABLE),
    licences: licencesOf(env.LICENCES_TABLE),
    deliveries: deliveriesPublic(env.DELIVERIES_TABLE),
    ratings: ratingsPublic(env.RATINGS_TABLE),
    representations: representationsOf(env.REPRESENTATIONS_TABLE),
  }),
);
