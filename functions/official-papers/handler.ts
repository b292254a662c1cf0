import { readFile } from "node:fs/promises";
import { nonEmpty, readEnv } from "#shared/aws/env.ts";
import { casesOf } from "#shared/cases/public.ts";
import { catalogueItems } from "#shared/catalogue/public.ts";
import { queueConsumer } from "#shared/messaging/consumer.ts";
import { documentArchive } from "./archive.ts";
import { officialPapers } from "./official-papers.ts";

const env = readEnv({
  DOCUMENTS_TABLE: nonEmpty,
  DOCUMENTS_BUCKET: nonEmpty,
  CASES_TABLE: nonEmpty,
  CATALOGUE_TABLE: nonEmpty,
  DEAD_LETTER_QUEUE_URL: nonEmpty,
});

let font: Promise<Uint8Array> | undefined;
/** Carried beside the code: see assets.json. */
const carriedFont = (): Promise<Uint8Array> => {
  font ??= readFile(new URL("./assets/NotoSansSC-Regular.ttf", import.meta.url));
  return font;
};

export const handler = queueConsumer(
  officialPapers({
    cases: casesOf(env.CASES_TABLE),
    items: catalogueItems(env.CATALOGUE_TABLE),
    archive: documentArchive(env.DOCUMENTS_TABLE, env.DOCUMENTS_BUCKET),
    font: carriedFont,
  }),
  env.DEAD_LETTER_QUEUE_URL,
);
