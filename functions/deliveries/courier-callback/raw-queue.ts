import { SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import type { CourierMessage } from "#shared/deliveries/courier-message.ts";
import { clientLimits } from "#shared/kernel/aws/limits.ts";

export type RawQueue = {
  /** Puts the message into the queue. Answers why it is not there, or nothing when it is. */
  send(message: CourierMessage): Promise<string | undefined>;
};

/** A standard SQS queue; the SDK tries again by itself. */
export const sqsRawQueue = (
  queueUrl: string,
  client: Pick<SQSClient, "send"> = new SQSClient(clientLimits),
): RawQueue => ({
  async send(message) {
    try {
      await client.send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody: JSON.stringify(message) }));
      return undefined;
    } catch (error) {
      // Not swallowed: the carrier is told to send again, and the log has the reason.
      return error instanceof Error ? error.name : String(error);
    }
  },
});
