import { SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { clientLimits } from "#shared/kernel/aws/limits.ts";
import type { DeviceMessage } from "#shared/ratings/devices/device-message.ts";

export type DeviceQueue = {
  /** @throws when the message is not safely in the queue */
  send(message: DeviceMessage): Promise<void>;
};

export const sqsDeviceQueue = (
  queueUrl: string,
  client: Pick<SQSClient, "send"> = new SQSClient(clientLimits),
): DeviceQueue => ({
  async send(message) {
    await client.send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody: JSON.stringify(message) }));
  },
});
