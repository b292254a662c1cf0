import { systemClock } from "#shared/kernel/clock.ts";
import { readNeeds } from "#shared/kernel/needs.ts";
import { dynamodbRecordStore } from "#shared/kernel/records/dynamodb-record-store.ts";
import { notice, service } from "#shared/notices/record.ts";
import { needs } from "#shared/notices/wiring.ts";
import { sweepNotices } from "./notice-deadlines.ts";

const env = readNeeds(needs.deadlines);
const deps = {
  notices: dynamodbRecordStore(notice, env.NOTICES_TABLE),
  services: dynamodbRecordStore(service, env.NOTICES_TABLE),
  now: systemClock,
};

export const handler = () => sweepNotices(deps);
