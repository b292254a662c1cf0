import { dynamodbExaminations } from "#shared/examinations/dynamodb-examinations.ts";
import { needs } from "#shared/examinations/wiring.ts";
import { systemMoment } from "#shared/kernel/calendar/calendar-source.ts";
import { queueConsumer } from "#shared/kernel/messaging/consumer.ts";
import { readNeeds } from "#shared/kernel/needs.ts";
import { examinationFollow } from "./examination-follow.ts";

const env = readNeeds(needs.follow);

export const handler = queueConsumer(
  examinationFollow({
    ...dynamodbExaminations(env),
    ...systemMoment(env.CALENDAR_TABLE),
  }),
  env.DEAD_LETTER_QUEUE_URL,
);
