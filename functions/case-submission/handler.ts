import { nonEmpty, readEnv } from "#shared/aws/env.ts";
import { calendar } from "#shared/calendar/calendar.ts";
import { dynamodbCaseStore } from "#shared/cases/dynamodb-case-store.ts";
import { catalogueItems } from "#shared/catalogue/public.ts";
import { deliveriesPublic } from "#shared/delivery/public.ts";
import { documentsOf } from "#shared/documents/public.ts";
import { httpApi } from "#shared/http/api.ts";
import { ratingsPublic } from "#shared/ratings/public.ts";
import { caseSubmissionApi } from "./case-submission.ts";

const env = readEnv({
  CASES_TABLE: nonEmpty,
  CATALOGUE_TABLE: nonEmpty,
  DOCUMENTS_TABLE: nonEmpty,
  DELIVERIES_TABLE: nonEmpty,
  RATINGS_TABLE: nonEmpty,
});

export const handler = httpApi(
  caseSubmissionApi({
    store: dynamodbCaseStore(env.CASES_TABLE),
    calendar,
    now: () => new Date().toISOString(),
    items: catalogueItems(env.CATALOGUE_TABLE),
    documents: documentsOf(env.DOCUMENTS_TABLE),
    deliveries: deliveriesPublic(env.DELIVERIES_TABLE),
    ratings: ratingsPublic(env.RATINGS_TABLE),
  }),
);
