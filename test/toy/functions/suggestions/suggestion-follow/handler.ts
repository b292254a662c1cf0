import { systemClock } from "#shared/kernel/clock.ts";
import { queueConsumer } from "#shared/kernel/messaging/consumer.ts";
import { readNeeds } from "#shared/kernel/needs.ts";
import { dynamodbRecordStore } from "#shared/kernel/records/dynamodb-record-store.ts";
import { suggestion } from "../../../shared/suggestions/record.ts";
import { needs } from "../../../shared/suggestions/wiring.ts";
import { suggestionFollow } from "./suggestion-follow.ts";

const env = readNeeds(needs.follow);

export const handler = queueConsumer(
  suggestionFollow({
    store: dynamodbRecordStore(suggestion, env.SUGGESTIONS_TABLE),
    now: systemClock,
  }),
  env.DEAD_LETTER_QUEUE_URL,
);
