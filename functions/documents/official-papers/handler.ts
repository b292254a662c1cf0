import { casesOf } from "#shared/cases/public.ts";
import { catalogueItems } from "#shared/catalogue/public.ts";
import { needs } from "#shared/documents/wiring.ts";
import { queueConsumer } from "#shared/kernel/messaging/consumer.ts";
import { readNeeds } from "#shared/kernel/needs.ts";
import { paperArchive } from "./archive.ts";
import { bundledAssets } from "./assets.ts";
import { officialPapers } from "./official-papers.ts";

const env = readNeeds(needs.papers);

export const handler = queueConsumer(
  officialPapers({
    cases: casesOf(env.CASES_TABLE),
    items: catalogueItems(env.CATALOGUE_TABLE),
    archive: paperArchive(env.DOCUMENTS_BUCKET),
    assetsOf: bundledAssets(new URL("./assets/", import.meta.url)),
  }),
  env.DEAD_LETTER_QUEUE_URL,
);
