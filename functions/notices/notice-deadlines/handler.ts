import departments from "#district/departments.json" with { type: "json" };
import { systemClock } from "#shared/kernel/clock.ts";
import { sqsQueue } from "#shared/kernel/messaging/queue.ts";
import { readNeeds } from "#shared/kernel/needs.ts";
import { dynamodbRecordStore } from "#shared/kernel/records/dynamodb-record-store.ts";
import { circuit, cost, notice, service } from "#shared/notices/record.ts";
import type { Outcome } from "#shared/notices/sending/message.ts";
import { needs } from "#shared/notices/wiring.ts";
import { sweepNotices } from "./notice-deadlines.ts";

const env = readNeeds(needs.deadlines);
const queue = sqsQueue<Outcome>(env.NOTICE_OUTCOMES_QUEUE_URL);
const deps = {
  notices: dynamodbRecordStore(notice, env.NOTICES_TABLE),
  services: dynamodbRecordStore(service, env.NOTICES_TABLE),
  costs: dynamodbRecordStore(cost, env.NOTICES_TABLE),
  circuits: dynamodbRecordStore(circuit, env.NOTICES_TABLE),
  departments: departments.map(({ code }) => code),
  ask: (noticeId: string) => queue.send({ kind: "ask", noticeId }),
  now: systemClock,
};

export const handler = () => sweepNotices(deps);
