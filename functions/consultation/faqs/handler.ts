import departments from "#district/departments.json" with { type: "json" };
import { catalogueItems } from "#shared/catalogue/public.ts";
import { deflection, faq } from "#shared/consultation/faqs/record.ts";
import { consultation } from "#shared/consultation/record.ts";
import { needs } from "#shared/consultation/wiring.ts";
import { systemMoment } from "#shared/kernel/calendar/calendar-source.ts";
import { httpApi } from "#shared/kernel/http/api.ts";
import { readNeeds } from "#shared/kernel/needs.ts";
import { dynamodbRecordStore } from "#shared/kernel/records/dynamodb-record-store.ts";
import { faqs } from "./faqs.ts";

const env = readNeeds(needs.faqs);
const table = env.CONSULTATION_TABLE;

export const handler = httpApi(
  faqs({
    store: dynamodbRecordStore(faq, table),
    consultations: dynamodbRecordStore(consultation, table),
    deflections: dynamodbRecordStore(deflection, table),
    items: catalogueItems(env.CATALOGUE_TABLE),
    departments: departments.map(({ code }) => code),
    ...systemMoment(env.CALENDAR_TABLE),
  }),
);
