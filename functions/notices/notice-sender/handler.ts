import { randomUUID } from "node:crypto";
import type { Context, SQSEvent } from "aws-lambda";
import { casesOf } from "#shared/cases/public.ts";
import { catalogueItems } from "#shared/catalogue/public.ts";
import { secretTexts } from "#shared/kernel/aws/secret.ts";
import { systemClock } from "#shared/kernel/clock.ts";
import { environmentCipher } from "#shared/kernel/crypto/environment-cipher.ts";
import { queueConsumer } from "#shared/kernel/messaging/consumer.ts";
import { sqsQueue } from "#shared/kernel/messaging/queue.ts";
import { readNeeds } from "#shared/kernel/needs.ts";
import { dynamodbRecordStore } from "#shared/kernel/records/dynamodb-record-store.ts";
import { makeProviders } from "#shared/notices/channels/providers.ts";
import { noticeProvidersSchema } from "#shared/notices/channels/settings.ts";
import { address, circuit, cost, notice, preference } from "#shared/notices/record.ts";
import type { Outcome } from "#shared/notices/sending/message.ts";
import { needs } from "#shared/notices/wiring.ts";
import { policyTitlesOf } from "#shared/policies/public.ts";
import { noticeSender } from "./notice-sender.ts";

const env = readNeeds(needs.sender);
const table = env.NOTICES_TABLE;
const addresses = dynamodbRecordStore(address, table, undefined, environmentCipher);
const queue = sqsQueue<Outcome>(env.NOTICE_OUTCOMES_QUEUE_URL);

const { handle, settle } = noticeSender({
  notices: dynamodbRecordStore(notice, table),
  addresses,
  preferences: dynamodbRecordStore(preference, table),
  circuits: dynamodbRecordStore(circuit, table),
  costs: dynamodbRecordStore(cost, table),
  providers: makeProviders(noticeProvidersSchema.parse(JSON.parse(env.NOTICE_PROVIDERS)), {
    texts: secretTexts(env.NOTICE_SECRETS),
    now: systemClock,
    nonce: randomUUID,
  }),
  sources: {
    cases: casesOf(env.CASES_TABLE),
    items: catalogueItems(env.CATALOGUE_TABLE),
    policyTitle: policyTitlesOf(env.POLICIES_TABLE),
    codeOf: async (addressId) => (await addresses.read(addressId))?.code,
  },
  ask: queue.send,
  now: systemClock,
});
const consume = queueConsumer(handle, env.DEAD_LETTER_QUEUE_URL);

export const handler = async (event: SQSEvent, context: Context) => {
  const answer = await consume(event, context);
  await settle();
  return answer;
};
