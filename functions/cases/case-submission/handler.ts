import * as z from "zod";
import { dynamodbCaseStore } from "#shared/cases/dynamodb-case-store.ts";
import { personIndex } from "#shared/cases/person-index.ts";
import { catalogueItems } from "#shared/catalogue/public.ts";
import { deliveriesPublic } from "#shared/deliveries/public.ts";
import { documentsOf, mostVersions, papersPublic } from "#shared/documents/public.ts";
import { nonEmpty, readEnv } from "#shared/kernel/aws/env.ts";
import { secretTexts } from "#shared/kernel/aws/secret.ts";
import { calendarOf } from "#shared/kernel/calendar/calendar-source.ts";
import { systemClock } from "#shared/kernel/clock.ts";
import { httpApi } from "#shared/kernel/http/api.ts";
import { licencesOf } from "#shared/licences/public.ts";
import { ratingsPublic } from "#shared/ratings/public.ts";
import { caseSubmissionApi } from "./case-submission.ts";
import { keptFor } from "./kept-for.ts";
import { licenceUses } from "./licence-uses.ts";

const env = readEnv({
  CASES_TABLE: nonEmpty,
  CATALOGUE_TABLE: nonEmpty,
  DOCUMENTS_TABLE: nonEmpty,
  DELIVERIES_TABLE: nonEmpty,
  RATINGS_TABLE: nonEmpty,
  LICENCES_TABLE: nonEmpty,
  CALENDAR_TABLE: nonEmpty,
  PERSON_INDEX_SECRET: nonEmpty,
  PERSONAL_DATA_DAYS: z.coerce.number().int().positive(),
});
const now = systemClock;
const store = dynamodbCaseStore(env.CASES_TABLE);
const index = personIndex(secretTexts(env.PERSON_INDEX_SECRET));
const documents = documentsOf(env.DOCUMENTS_TABLE);
const licences = licencesOf(env.LICENCES_TABLE);
const isThere = async (caseNumber: string) => (await store.read(caseNumber)) !== undefined;

export const handler = httpApi(
  caseSubmissionApi({
    store,
    calendar: calendarOf(env.CALENDAR_TABLE),
    now,
    index,
    indexed: keptFor(env.PERSONAL_DATA_DAYS, index),
    items: catalogueItems(env.CATALOGUE_TABLE),
    documents,
    claim: (ids, caseNumber) => documents.claim(ids, caseNumber, isThere),
    licences,
    claimLicences: licenceUses(licences, now),
    papers: papersPublic(async (number, after) => (await store.history(number, after, mostVersions)).items),
    deliveries: deliveriesPublic(env.DELIVERIES_TABLE),
    ratings: ratingsPublic(env.RATINGS_TABLE),
  }),
);
