import { casesWithPersonsOf } from "#shared/cases/public.ts";
import { catalogueItems } from "#shared/catalogue/public.ts";
import { commitment } from "#shared/commitments/record.ts";
import { needs } from "#shared/commitments/wiring.ts";
import { systemMoment } from "#shared/kernel/calendar/calendar-source.ts";
import { queueConsumer } from "#shared/kernel/messaging/consumer.ts";
import { readNeeds } from "#shared/kernel/needs.ts";
import { dynamodbRecordStore } from "#shared/kernel/records/dynamodb-record-store.ts";
import { commitmentFollow } from "./commitment-follow.ts";

const env = readNeeds(needs.follow);

export const handler = queueConsumer(
  commitmentFollow({
    store: dynamodbRecordStore(commitment, env.COMMITMENTS_TABLE),
    cases: casesWithPersonsOf(env.CASES_TABLE),
    items: catalogueItems(env.CATALOGUE_TABLE),
    ...systemMoment(env.CALENDAR_TABLE),
  }),
  env.DEAD_LETTER_QUEUE_URL,
);
