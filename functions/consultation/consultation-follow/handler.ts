import { faq } from "#shared/consultation/faqs/record.ts";
import { needs } from "#shared/consultation/wiring.ts";
import { systemMoment } from "#shared/kernel/calendar/calendar-source.ts";
import { queueConsumer } from "#shared/kernel/messaging/consumer.ts";
import { readNeeds } from "#shared/kernel/needs.ts";
import { dynamodbRecordStore } from "#shared/kernel/records/dynamodb-record-store.ts";
import { consultationFollow } from "./consultation-follow.ts";

const env = readNeeds(needs.follow);

export const handler = queueConsumer(
  consultationFollow({
    store: dynamodbRecordStore(faq, env.CONSULTATION_TABLE),
    ...systemMoment(env.CALENDAR_TABLE),
  }),
  env.DEAD_LETTER_QUEUE_URL,
);
