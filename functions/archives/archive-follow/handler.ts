import { archive } from "#shared/archives/record.ts";
import { needs } from "#shared/archives/wiring.ts";
import { systemMoment } from "#shared/kernel/calendar/calendar-source.ts";
import { queueConsumer } from "#shared/kernel/messaging/consumer.ts";
import { readNeeds } from "#shared/kernel/needs.ts";
import { dynamodbRecordStore } from "#shared/kernel/records/dynamodb-record-store.ts";
import { archiveFollow } from "./archive-follow.ts";

const env = readNeeds(needs.follow);

export const handler = queueConsumer(
  archiveFollow({
    store: dynamodbRecordStore(archive, env.ARCHIVES_TABLE),
    ...systemMoment(env.CALENDAR_TABLE),
  }),
  env.DEAD_LETTER_QUEUE_URL,
);
