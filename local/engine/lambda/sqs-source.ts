import type { SQSBatchResponse, SQSRecord } from "aws-lambda";
import { callAws } from "../aws-json.ts";
import { type Logger, messageOf } from "../log.ts";
import type { EngineHooks } from "../types.ts";
import type { Functions } from "./functions.ts";

export type SqsSource = {
  functionName: string;
  queueName: string;
  queueUrl: string;
  queueArn: string;
  batchSize: number;
  windowMs: number;
  reportsFailures: boolean;
  concurrency: number;
};

type Message = {
  MessageId: string;
  ReceiptHandle: string;
  Body: string;
  MD5OfBody: string;
  Attributes?: Record<string, string>;
  MessageAttributes?: Record<string, { DataType: string; StringValue?: string }>;
};

export type Poller = { close(): Promise<void> };

/** SQS gives at most so many messages a call. */
const perReceive = 10;
/** The longest that SQS lets a receiver wait; a message that comes, or comes back, ends it at once. */
const longestWaitSeconds = 20;

/** Polls a queue for its function as Lambda's event source mapping does. What fails stays until it is visible again. */
export function pollQueue(
  source: SqsSource,
  endpoint: string,
  region: string,
  functions: Functions,
  hooks: EngineHooks,
  log: Logger,
): Poller {
  let open = true;
  const sqs = <T>(operation: string, input: Record<string, unknown>): Promise<T> =>
    callAws<T>(endpoint, `AmazonSQS.${operation}`, { QueueUrl: source.queueUrl, ...input });

  const receive = async (max: number, waitSeconds: number): Promise<Message[]> => {
    const { Messages = [] } = await sqs<{ Messages?: Message[] }>("ReceiveMessage", {
      MaxNumberOfMessages: Math.min(max, perReceive),
      WaitTimeSeconds: waitSeconds,
      AttributeNames: ["All"],
      MessageAttributeNames: ["All"],
    });
    return Messages;
  };

  const gather = async (): Promise<Message[]> => {
    const batch = await receive(source.batchSize, longestWaitSeconds);
    const until = Date.now() + source.windowMs;
    while (batch.length > 0 && batch.length < source.batchSize) {
      const more = await receive(source.batchSize - batch.length, 0);
      batch.push(...more);
      if (more.length === 0 && Date.now() >= until) break;
      if (more.length === 0) await new Promise((resolve) => setTimeout(resolve, 20));
    }
    return batch;
  };

  const recordOf = (message: Message): SQSRecord => ({
    messageId: message.MessageId,
    receiptHandle: message.ReceiptHandle,
    body: message.Body,
    attributes: {
      ApproximateReceiveCount: "1",
      SentTimestamp: "0",
      SenderId: "local",
      ApproximateFirstReceiveTimestamp: "0",
      ...message.Attributes,
    },
    messageAttributes: Object.fromEntries(
      Object.entries(message.MessageAttributes ?? {}).map(([name, value]) => [
        name,
        { dataType: value.DataType as "String", stringValue: value.StringValue },
      ]),
    ),
    md5OfBody: message.MD5OfBody,
    eventSource: "aws:sqs",
    eventSourceARN: source.queueArn,
    awsRegion: region,
  });

  const handle = async (batch: Message[]): Promise<void> => {
    const handles = new Map(batch.map((message) => [message.MessageId, message.ReceiptHandle]));
    const records = batch.map(recordOf);
    const Records = hooks.sqsBatch ? hooks.sqsBatch(records, source.queueName) : records;
    const call = { functionName: source.functionName, source: "sqs" as const, event: { Records } };
    const answer = (await functions.invoke(call)) as SQSBatchResponse | null;
    const failed = source.reportsFailures ? (answer?.batchItemFailures ?? []) : [];
    // An id that is not in the batch counts as a failure of the whole batch, as on AWS.
    if (failed.some(({ itemIdentifier }) => !handles.has(itemIdentifier))) return;
    for (const { itemIdentifier } of failed) handles.delete(itemIdentifier);
    const entries = [...handles].map(([Id, ReceiptHandle]) => ({ Id, ReceiptHandle }));
    for (let start = 0; start < entries.length; start += perReceive)
      await sqs("DeleteMessageBatch", { Entries: entries.slice(start, start + perReceive) });
  };

  const loop = async (): Promise<void> => {
    while (open) {
      try {
        const batch = await gather();
        if (batch.length > 0) await handle(batch);
      } catch (error) {
        if (!open) return;
        // The messages come back after the visibility timeout, and at last into the dead-letter queue.
        log.warn(`${source.functionName} failed on ${source.queueName}: ${messageOf(error)}`);
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    }
  };
  const loops = Array.from({ length: source.concurrency }, loop);
  return {
    async close() {
      open = false;
      await Promise.all(loops);
    },
  };
}
