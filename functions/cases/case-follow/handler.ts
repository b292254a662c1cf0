import { dynamodbCases } from "#shared/cases/dynamodb-case-store.ts";
import { needs } from "#shared/cases/wiring.ts";
import { queueConsumer } from "#shared/kernel/messaging/consumer.ts";
import { readNeeds } from "#shared/kernel/needs.ts";
import { caseFollow } from "./case-follow.ts";

const env = readNeeds(needs.follow);

export const handler = queueConsumer(caseFollow(dynamodbCases(env)), env.DEAD_LETTER_QUEUE_URL);
