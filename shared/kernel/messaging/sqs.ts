import type {
  ChangeMessageVisibilityCommandInput,
  SendMessageBatchCommandInput,
  SendMessageBatchCommandOutput,
  SendMessageCommandInput,
  SQSClient,
} from "@aws-sdk/client-sqs";
import { clientLimits } from "#shared/kernel/aws/limits.ts";

/** What functions do with queues; the SDK tries again by itself. */
export type Sqs = {
  sendMessage(input: SendMessageCommandInput): Promise<unknown>;
  sendMessageBatch(
    input: SendMessageBatchCommandInput,
  ): Promise<Pick<SendMessageBatchCommandOutput, "Failed">>;
  changeMessageVisibility(input: ChangeMessageVisibilityCommandInput): Promise<unknown>;
};

/** The SDK's client is loaded with the first request: most calls of a function make none. */
export function sqsWith(given?: Pick<SQSClient, "send">): Sqs {
  let client = given;
  const loaded = async () => {
    const { SQSClient, ...commands } = await import("./sqs-client.ts");
    client ??= new SQSClient(clientLimits);
    return { client, ...commands };
  };
  return {
    async sendMessage(input) {
      const { client, SendMessageCommand } = await loaded();
      return client.send(new SendMessageCommand(input));
    },
    async sendMessageBatch(input) {
      const { client, SendMessageBatchCommand } = await loaded();
      return client.send(new SendMessageBatchCommand(input));
    },
    async changeMessageVisibility(input) {
      const { client, ChangeMessageVisibilityCommand } = await loaded();
      return client.send(new ChangeMessageVisibilityCommand(input));
    },
  };
}
