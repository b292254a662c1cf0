import { httpApi } from "#shared/kernel/http/api.ts";
import { secretsManagerKeys } from "#shared/kernel/machine-keys/machine-keys.ts";
import { sqsQueue } from "#shared/kernel/messaging/queue.ts";
import { readNeeds } from "#shared/kernel/needs.ts";
import { noticeProvidersSchema } from "#shared/notices/channels/settings.ts";
import { needs } from "#shared/notices/wiring.ts";
import { noticeReceipts } from "./notice-receipts.ts";

const env = readNeeds(needs.receipts);

export const handler = httpApi(
  noticeReceipts({
    providers: noticeProvidersSchema.parse(JSON.parse(env.NOTICE_PROVIDERS)),
    keys: secretsManagerKeys(env.MACHINE_KEYS_SECRET),
    queue: sqsQueue(env.NOTICE_OUTCOMES_QUEUE_URL),
  }),
);
