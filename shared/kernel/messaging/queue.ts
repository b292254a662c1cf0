import { SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { clientLimits } from "#shared/kernel/aws/limits.ts";

/** A queue that a function fills. */
export type Queue<Message> = {
  /** @throws when the message is not safely in the queue */
  send(message: Message): Promise<void>;
};

/** A standard SQS queue; the SDK tries again by itself. */
export const sqsQueue = <Message>(
  queueUrl: string,
  client: Pick<SQSClient, "send"> = new SQSClient(clientLimits),
): Queue<Message> => ({
  async send(message) {
    await client.send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody: JSON.stringify(message) }));
  },
});
