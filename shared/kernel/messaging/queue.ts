import type { SQSClient } from "@aws-sdk/client-sqs";
import { sqsWith } from "./sqs.ts";

/** A queue that a function fills. */
export type Queue<Message> = {
  /** Kept back for so many seconds, 900 at most. @throws when the message is not safely in the queue */
  send(message: Message, delaySeconds?: number): Promise<void>;
};

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
  };
}
