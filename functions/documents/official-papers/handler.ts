import { casesOf } from "#shared/cases/public.ts";
import { catalogueItems } from "#shared/catalogue/public.ts";
import { nonEmpty, readEnv } from "#shared/kernel/aws/env.ts";
import { queueConsumer } from "#shared/kernel/messaging/consumer.ts";
import { paperArchive } from "./archive.ts";
import { carriedMeans } from "./means.ts";
import { officialPapers } from "./official-papers.ts";

const env = readEnv({
  DOCUMENTS_BUCKET: nonEmpty,
  CASES_TABLE: nonEmpty,
  CATALOGUE_TABLE: nonEmpty,
  DEAD_LETTER_QUEUE_URL: nonEmpty,
});

export const handler = queueConsumer(
  officialPapers({
    cases: casesOf(env.CASES_TABLE),
    items: catalogueItems(env.CATALOGUE_TABLE),
    archive: paperArchive(env.DOCUMENTS_BUCKET),
    means: carriedMeans(new URL("./assets/", import.meta.url)),
  }),
  env.DEAD_LETTER_QUEUE_URL,
);
