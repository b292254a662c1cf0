import { casesOf } from "#shared/cases/public.ts";
import { catalogueItems } from "#shared/catalogue/public.ts";
import { systemClock } from "#shared/kernel/clock.ts";
import { httpApi } from "#shared/kernel/http/api.ts";
import { readNeeds } from "#shared/kernel/needs.ts";
import { dynamodbRecordStore } from "#shared/kernel/records/dynamodb-record-store.ts";
import { dynamodbInbox } from "#shared/notices/dynamodb-inbox.ts";
import { notice, service } from "#shared/notices/record.ts";
import { needs } from "#shared/notices/wiring.ts";
import { standingOf } from "#shared/representations/public.ts";
import { messages } from "./messages.ts";

const env = readNeeds(needs.api);
const table = env.NOTICES_TABLE;
const standing = standingOf(env);

export const handler = httpApi(
  messages({
    notices: dynamodbRecordStore(notice, table),
    services: dynamodbRecordStore(service, table),
    inbox: dynamodbInbox(table),
    standing,
    sources: { cases: casesOf(env.CASES_TABLE), items: catalogueItems(env.CATALOGUE_TABLE) },
    now: systemClock,
  }),
);
