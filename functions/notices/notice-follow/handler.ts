import { casesWithPersonsOf } from "#shared/cases/public.ts";
import { systemClock } from "#shared/kernel/clock.ts";
import { environmentCipher } from "#shared/kernel/crypto/environment-cipher.ts";
import { queueConsumer } from "#shared/kernel/messaging/consumer.ts";
import { readNeeds } from "#shared/kernel/needs.ts";
import { dynamodbRecordReader, dynamodbRecordStore } from "#shared/kernel/records/dynamodb-record-store.ts";
import { dynamodbInbox } from "#shared/notices/dynamodb-inbox.ts";
import { address } from "#shared/notices/people/address.ts";
import { preference } from "#shared/notices/people/preference.ts";
import { notice, service } from "#shared/notices/record.ts";
import { needs } from "#shared/notices/wiring.ts";
import { policiesOf } from "#shared/policies/public.ts";
import { noticeFollow } from "./notice-follow.ts";

const env = readNeeds(needs.follow);
const table = env.NOTICES_TABLE;

export const handler = queueConsumer(
  noticeFollow({
    notices: dynamodbRecordStore(notice, table),
    services: dynamodbRecordStore(service, table),
    preferences: dynamodbRecordReader(preference, table),
    addresses: dynamodbRecordReader(address, table, undefined, environmentCipher),
    inbox: dynamodbInbox(table),
    cases: casesWithPersonsOf(env.CASES_TABLE),
    policies: policiesOf(env.POLICIES_TABLE),
    now: systemClock,
  }),
  env.DEAD_LETTER_QUEUE_URL,
);
