import { casesWithPersonsOf } from "#shared/cases/public.ts";
import { catalogueItems } from "#shared/catalogue/public.ts";
import { dynamodbNumbers } from "#shared/documents/dynamodb-numbers.ts";
import { needs } from "#shared/documents/wiring.ts";
import { examinationsOf } from "#shared/examinations/public.ts";
import { secretTexts } from "#shared/kernel/aws/secret.ts";
import { systemClock } from "#shared/kernel/clock.ts";
import { queueConsumer } from "#shared/kernel/messaging/consumer.ts";
import { readNeeds } from "#shared/kernel/needs.ts";
import { licenceCorrectionsOf } from "#shared/licences/public.ts";
import { staffOf } from "#shared/staff/public.ts";
import { officialDocumentArchive } from "./archive.ts";
import { bundledAssets } from "./assets.ts";
import { officialDocuments } from "./official-documents.ts";
import { secretSeals } from "./sealing/kept-seals.ts";

const env = readNeeds(needs.officialDocuments);

export const handler = queueConsumer(
  officialDocuments({
    cases: casesWithPersonsOf(env.CASES_TABLE),
    items: catalogueItems(env.CATALOGUE_TABLE),
    numbers: dynamodbNumbers(env.DOCUMENTS_TABLE),
    examinations: examinationsOf(env.EXAMINATIONS_TABLE),
    licences: licenceCorrectionsOf(env.LICENCES_TABLE),
    staff: staffOf(env.STAFF_TABLE),
    archive: officialDocumentArchive(env.DOCUMENTS_BUCKET),
    seals: secretSeals(secretTexts(env.DOCUMENT_SEALS_SECRET)),
    now: systemClock,
    assetsOf: bundledAssets(new URL("./assets/", import.meta.url)),
  }),
  env.DEAD_LETTER_QUEUE_URL,
);
