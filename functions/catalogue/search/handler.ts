import shipped from "#district/everyday-words.json" with { type: "json" };
import popular from "#district/popular-items.json" with { type: "json" };
import { dynamodbCatalogueReader } from "#shared/catalogue/dynamodb-catalogue.ts";
import { s3EditionFiles } from "#shared/catalogue/search/edition-files-store.ts";
import { newMisses, searchMiss } from "#shared/catalogue/search/misses.ts";
import { everydayWord } from "#shared/catalogue/search/words.ts";
import { needs } from "#shared/catalogue/wiring.ts";
import { systemClock } from "#shared/kernel/clock.ts";
import { httpApi } from "#shared/kernel/http/api.ts";
import { readNeeds } from "#shared/kernel/needs.ts";
import { dynamodbRecordStore } from "#shared/kernel/records/dynamodb-record-store.ts";
import { searchApi } from "./search.ts";

const env = readNeeds(needs.search);
const table = env.CATALOGUE_TABLE;

export const handler = httpApi(
  searchApi({
    items: dynamodbCatalogueReader(table).store,
    words: dynamodbRecordStore(everydayWord, table),
    misses: dynamodbRecordStore(searchMiss, table),
    news: dynamodbRecordStore(newMisses, table),
    files: s3EditionFiles(env.DOCUMENTS_BUCKET),
    shipped,
    popular,
    now: systemClock,
  }),
);
