import departments from "#district/departments.json" with { type: "json" };
import { casesOf } from "#shared/cases/public.ts";
import { catalogueItems } from "#shared/catalogue/public.ts";
import { deflection } from "#shared/consultation/faqs/record.ts";
import { consultation } from "#shared/consultation/record.ts";
import { said } from "#shared/consultation/said.ts";
import { needs } from "#shared/consultation/wiring.ts";
import { accessesOf } from "#shared/kernel/accesses/dynamodb-accesses.ts";
import { systemMoment } from "#shared/kernel/calendar/calendar-source.ts";
import { environmentCipher } from "#shared/kernel/crypto/environment-cipher.ts";
import { httpApi } from "#shared/kernel/http/api.ts";
import { readNeeds } from "#shared/kernel/needs.ts";
import { dynamodbRecordStore } from "#shared/kernel/records/dynamodb-record-store.ts";
import { standingOf } from "#shared/representations/public.ts";
import { consultations } from "./consultations.ts";

const env = readNeeds(needs.consultations);
const table = env.CONSULTATION_TABLE;
const accesses = accessesOf();

export const handler = httpApi(
  consultations({
    store: dynamodbRecordStore(consultation, table),
    said: dynamodbRecordStore(said, table, undefined, environmentCipher),
    deflections: dynamodbRecordStore(deflection, table),
    cases: casesOf(env.CASES_TABLE, undefined, standingOf(env)),
    items: catalogueItems(env.CATALOGUE_TABLE),
    departments: departments.map(({ code }) => code),
    accesses,
    ...systemMoment(env.CALENDAR_TABLE),
  }),
  { accesses },
);
