import type { SQSClient } from "@aws-sdk/client-sqs";
import { sqsWith } from "./sqs.ts";

/** A queue that a function fills. */
export type Queue<Message> = {
  /** Kept back for so many seconds, 900 at most. @throws when the message is not safely in the queue */
  send(message: Message, delaySeconds?: number): Promise<void>;
  /** Ten with each request. @throws when one of them is not safely in the queue; others may be */
  sendAll(messages: readonly Message[]): Promise<void>;
};

/** As many as SQS takes with one request. */
const batchSize = 10;
/** Requests under way at a time. */
const atOnce = 8;

/** A standard SQS queue. */
export function sqsQueue<Message>(queueUrl: string, client?: Pick<SQSClient, "send">): Queue<Message> {
  const sqs = sqsWith(client);
  return {
    async send(message, delaySeconds = 0) {
      await sqs.sendMessage({
        QueueUrl: queueUrl,
        MessageBody: JSON.stringify(message),
        ...(delaySeconds > 0 && { DelaySeconds: delaySeconds }),
      });
    },
    async sendAll(messages) {
      const sendBatch = async (from: number): Promise<void> => {
        const Entries = messages
          .slice(from, from + batchSize)
          .map((message, index) => ({ Id: String(index), MessageBody: JSON.stringify(message) }));
        const { Failed = [] } = await sqs.sendMessageBatch({ QueueUrl: queueUrl, Entries });
        if (Failed.length > 0)
          throw new Error(`the queue took ${Failed.length} messages not: ${Failed[0]?.Code}`);
      };
      const starts = Array.from(
        { length: Math.ceil(messages.length / batchSize) },
        (_, index) => index * batchSize,
      );
      for (let from = 0; from < starts.length; from += atOnce)
        await Promise.all(starts.slice(from, from + atOnce).map(sendBatch));
    },
  };
}
