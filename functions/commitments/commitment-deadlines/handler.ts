import { commitment } from "#shared/commitments/record.ts";
import { needs } from "#shared/commitments/wiring.ts";
import { systemMoment } from "#shared/kernel/calendar/calendar-source.ts";
import { readNeeds } from "#shared/kernel/needs.ts";
import { dynamodbRecordStore } from "#shared/kernel/records/dynamodb-record-store.ts";
import { sweepCommitments } from "./commitment-deadlines.ts";

const env = readNeeds(needs.deadlines);
const deps = {
  store: dynamodbRecordStore(commitment, env.COMMITMENTS_TABLE),
  ...systemMoment(env.CALENDAR_TABLE),
};

export const handler = () => sweepCommitments(deps);
