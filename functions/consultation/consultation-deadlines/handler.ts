import { faq } from "#shared/consultation/faqs/record.ts";
import { consultation } from "#shared/consultation/record.ts";
import { needs } from "#shared/consultation/wiring.ts";
import { systemMoment } from "#shared/kernel/calendar/calendar-source.ts";
import { readNeeds } from "#shared/kernel/needs.ts";
import { dynamodbRecordStore } from "#shared/kernel/records/dynamodb-record-store.ts";
import { sweepConsultation } from "./consultation-deadlines.ts";

const env = readNeeds(needs.deadlines);
const deps = {
  store: dynamodbRecordStore(consultation, env.CONSULTATION_TABLE),
  faqs: dynamodbRecordStore(faq, env.CONSULTATION_TABLE),
  ...systemMoment(env.CALENDAR_TABLE),
};

export const handler = () => sweepConsultation(deps);
