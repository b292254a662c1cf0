import { systemMoment } from "#shared/kernel/calendar/calendar-source.ts";
import { readNeeds } from "#shared/kernel/needs.ts";
import { dynamodbRecordStore } from "#shared/kernel/records/dynamodb-record-store.ts";
import { rectification } from "#shared/rectifications/record.ts";
import { needs } from "#shared/rectifications/wiring.ts";
import { escalateOverdue } from "./rectification-deadlines.ts";

const env = readNeeds(needs.deadlines);
const deps = {
  store: dynamodbRecordStore(rectification, env.RECTIFICATIONS_TABLE),
  ...systemMoment(env.CALENDAR_TABLE),
};

export const handler = () => escalateOverdue(deps);
