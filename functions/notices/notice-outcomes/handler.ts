import { randomUUID } from "node:crypto";
import { secretTexts } from "#shared/kernel/aws/secret.ts";
import { systemClock } from "#shared/kernel/clock.ts";
import { environmentCipher } from "#shared/kernel/crypto/environment-cipher.ts";
import { queueConsumer } from "#shared/kernel/messaging/consumer.ts";
import { sqsQueue } from "#shared/kernel/messaging/queue.ts";
import { readNeeds } from "#shared/kernel/needs.ts";
import { dynamodbRecordStore } from "#shared/kernel/records/dynamodb-record-store.ts";
import { providersToAsk } from "#shared/notices/channels/asked-providers.ts";
import { noticeProvidersSchema } from "#shared/notices/channels/settings.ts";
import { address, circuit, notice } from "#shared/notices/record.ts";
import type { Outcome } from "#shared/notices/sending/message.ts";
import { needs } from "#shared/notices/wiring.ts";
import { noticeOutcomes } from "./notice-outcomes.ts";

const env = readNeeds(needs.outcomes);
const queue = sqsQueue<Outcome>(env.NOTICE_OUTCOMES_QUEUE_URL);

export const handler = queueConsumer(
  noticeOutcomes({
    notices: dynamodbRecordStore(notice, env.NOTICES_TABLE),
    addresses: dynamodbRecordStore(address, env.NOTICES_TABLE, undefined, environmentCipher),
    circuits: dynamodbRecordStore(circuit, env.NOTICES_TABLE),
    providers: providersToAsk(noticeProvidersSchema.parse(JSON.parse(env.NOTICE_PROVIDERS)), {
      texts: secretTexts(env.NOTICE_SECRETS),
      now: systemClock,
      nonce: randomUUID,
    }),
    ask: queue.send,
    now: systemClock,
  }),
  env.DEAD_LETTER_QUEUE_URL,
  { setAsideQueueUrl: env.SET_ASIDE_QUEUE_URL },
);
