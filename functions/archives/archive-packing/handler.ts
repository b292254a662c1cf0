import { packageStore } from "#shared/archives/package-store.ts";
import { archive } from "#shared/archives/record.ts";
import { needs } from "#shared/archives/wiring.ts";
import { casesWithPersonsOf } from "#shared/cases/public.ts";
import { catalogueItems } from "#shared/catalogue/public.ts";
import { deliveriesPublic } from "#shared/deliveries/public.ts";
import { caseFiles } from "#shared/documents/public.ts";
import { secretTexts } from "#shared/kernel/aws/secret.ts";
import { systemClock } from "#shared/kernel/clock.ts";
import { queueConsumer } from "#shared/kernel/messaging/consumer.ts";
import { readNeeds } from "#shared/kernel/needs.ts";
import { dynamodbRecordStore } from "#shared/kernel/records/dynamodb-record-store.ts";
import { licencesOf, licenceVerifier } from "#shared/licences/public.ts";
import { ratingsPublic } from "#shared/ratings/public.ts";
import { archivePacking } from "./archive-packing.ts";

const env = readNeeds(needs.packing);

export const handler = queueConsumer(
  archivePacking({
    store: dynamodbRecordStore(archive, env.ARCHIVES_TABLE),
    cases: casesWithPersonsOf(env.CASES_TABLE),
    items: catalogueItems(env.CATALOGUE_TABLE),
    ratings: ratingsPublic(env.RATINGS_TABLE),
    deliveries: deliveriesPublic(env.DELIVERIES_TABLE),
    licences: licencesOf(env.LICENCES_TABLE),
    isSigned: licenceVerifier(secretTexts(env.LICENCE_KEY_SECRET)),
    files: caseFiles(env.DOCUMENTS_BUCKET),
    packages: packageStore(env.PACKAGES_BUCKET),
    now: systemClock,
  }),
  env.DEAD_LETTER_QUEUE_URL,
);
