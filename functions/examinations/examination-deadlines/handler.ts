import { hearing } from "#shared/examinations/hearings/record.ts";
import { inspection } from "#shared/examinations/inspections/record.ts";
import { dynamodbPartyStore } from "#shared/examinations/parties/dynamodb-party-store.ts";
import { needs } from "#shared/examinations/wiring.ts";
import { systemMoment } from "#shared/kernel/calendar/calendar-source.ts";
import { readNeeds } from "#shared/kernel/needs.ts";
import { dynamodbRecordStore } from "#shared/kernel/records/dynamodb-record-store.ts";
import { sweepExaminations } from "./examination-deadlines.ts";

const env = readNeeds(needs.deadlines);
const deps = {
  inspections: dynamodbRecordStore(inspection, env.EXAMINATIONS_TABLE),
  hearings: dynamodbRecordStore(hearing, env.EXAMINATIONS_TABLE),
  parties: dynamodbPartyStore(env.EXAMINATIONS_TABLE, Number(env.PERSONAL_DATA_DAYS)),
  ...systemMoment(env.CALENDAR_TABLE),
};

export const handler = () => sweepExaminations(deps);
