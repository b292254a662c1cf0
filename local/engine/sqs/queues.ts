import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { callAws } from "../aws-json.ts";
import type { Resource } from "../templates/stacks.ts";
import { type SqsServer, startSqs } from "./fauxqs.ts";

/** CloudFormation's property names are the API's attribute names, but for these types of value. */
const attributeNames = [
  "VisibilityTimeout",
  "MessageRetentionPeriod",
  "DelaySeconds",
  "MaximumMessageSize",
  "ReceiveMessageWaitTimeSeconds",
  "FifoQueue",
  "ContentBasedDeduplication",
];

export type Queues = {
  endpoint: string;
  server: SqsServer;
  urlOf(name: string): string;
  close(): Promise<void>;
};

/** SQS in this process. Its messages are in a SQLite file: what a 2xx confirmed is there after a SIGKILL. */
export async function startQueues(
  dataDir: string,
  region: string,
  now: () => number = Date.now,
): Promise<Queues> {
  const directory = join(dataDir, "sqs");
  mkdirSync(directory, { recursive: true });
  const server = await startSqs(directory, region, now);
  const endpoint = `http://127.0.0.1:${server.port}`;
  return {
    endpoint,
    server,
    urlOf: (name) => `${endpoint}/000000000000/${name}`,
    close: () => server.stop(),
  };
}

export function attributesOf(queue: Resource, visibilitySeconds?: number): Record<string, string> {
  const attributes: Record<string, string> = {};
  for (const name of attributeNames) {
    const value = queue.properties[name];
    if (value !== undefined) attributes[name] = String(value);
  }
  if (visibilitySeconds !== undefined) attributes.VisibilityTimeout = String(visibilitySeconds);
  const redrive = queue.properties.RedrivePolicy;
  if (redrive) attributes.RedrivePolicy = typeof redrive === "string" ? redrive : JSON.stringify(redrive);
  return attributes;
}

/** Makes the queue, or gives the one that is there the template's attributes. */
export async function ensureQueue(
  queues: Queues,
  queue: Resource,
  visibilitySeconds?: number,
): Promise<void> {
  const attributes = attributesOf(queue, visibilitySeconds);
  if (!queues.server.inspectQueue(queue.name)) {
    queues.server.createQueue(queue.name, attributes);
    return;
  }
  const { FifoQueue: _fixed, ...changeable } = attributes;
  await callAws(queues.endpoint, "AmazonSQS.SetQueueAttributes", {
    QueueUrl: queues.urlOf(queue.name),
    Attributes: changeable,
  });
}
