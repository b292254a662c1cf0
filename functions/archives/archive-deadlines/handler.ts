import { dynamodbOpenedMarks } from "#shared/archives/dynamodb-opened-marks.ts";
import { archive } from "#shared/archives/record.ts";
import { needs } from "#shared/archives/wiring.ts";
import { closedCasesOf } from "#shared/cases/public.ts";
import { systemMoment } from "#shared/kernel/calendar/calendar-source.ts";
import { readNeeds } from "#shared/kernel/needs.ts";
import { dynamodbRecordStore } from "#shared/kernel/records/dynamodb-record-store.ts";
import { archiveDue } from "./archive-deadlines.ts";

const env = readNeeds(needs.deadlines);
const deps = {
  store: dynamodbRecordStore(archive, env.ARCHIVES_TABLE),
  cases: closedCasesOf(env.CASES_TABLE),
  opened: dynamodbOpenedMarks(env.ARCHIVES_TABLE),
  ...systemMoment(env.CALENDAR_TABLE),
};

export const handler = () => archiveDue(deps);
