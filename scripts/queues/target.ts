import { SQSClient } from "@aws-sdk/client-sqs";
import { readRuntime } from "#local/client.ts";
import { CommandError } from "../terminal.ts";
import type { QueueClient } from "./queue-client.ts";
import { type QueuePairs, queuePairsOf } from "./queue-pairs.ts";
import { queueUrlsOf, sqsQueueClient } from "./sqs-queue-client.ts";

export type QueueTarget = { client: QueueClient; pairs: () => Promise<QueuePairs> };

/** An environment on AWS by its name, with the caller's own credentials and region; else the running app. */
export function queuesOf(environment: string | undefined): QueueTarget {
  return environment === undefined ? queuesHere() : queuesOnAws(environment);
}

function queuesOnAws(environment: string): QueueTarget {
  const sqs = new SQSClient({});
  const prefix = `Tongban-${environment}-`;
  const client = sqsQueueClient(sqs, () => queueUrlsOf(sqs, prefix));
  const pairs = async () => {
    const queues = await client.queues();
    if (queues.length === 0)
      throw new CommandError({
        zh: `没有名称以 ${prefix} 开头的队列。请检查环境名、账户和地区。`,
        en: `No queue's name begins with ${prefix}. Check the environment's name, the account and the region.`,
      });
    return queuePairsOf(queues, prefix);
  };
  return { client, pairs };
}

function queuesHere(): QueueTarget {
  let runtime: ReturnType<typeof readRuntime>;
  try {
    runtime = readRuntime();
  } catch {
    throw new CommandError({
      zh: "通办没有在这里运行。请先启动：npm start；或用 --env 环境名 指定 AWS 上的环境。",
      en: "Tongban is not running here. Start it with: npm start, or name an environment on AWS with --env NAME.",
    });
  }
  const sqs = new SQSClient({
    ...(runtime.endpoints.sqs && { endpoint: runtime.endpoints.sqs }),
    region: runtime.region,
    credentials: { accessKeyId: "local", secretAccessKey: "local" },
  });
  const client = sqsQueueClient(sqs, async () => Object.values(runtime.queues), 0);
  return { client, pairs: async () => queuePairsOf(await client.queues(), "Tongban-local-") };
}
