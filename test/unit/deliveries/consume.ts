import type { SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import type { Context, SQSEvent, SQSRecord } from "aws-lambda";
import { type MessageHandler, queueConsumer } from "#shared/kernel/messaging/consumer.ts";

type Parked = { body: string | undefined; reason: string | undefined };

/** Runs a handler as a queue does: what is retried, and what was parked with its reason. */
export async function consume(handle: MessageHandler, bodies: string[]) {
  const parked: Parked[] = [];
  const sqs = {
    async send({ input }: SendMessageCommand) {
      parked.push({ body: input.MessageBody, reason: input.MessageAttributes?.reason?.StringValue });
      return {};
    },
  } as unknown as SQSClient;
  const Records = bodies.map((body, index) => ({ messageId: String(index), body }) as SQSRecord);
  const context = { functionName: "test", awsRequestId: "request-1" } as Context;
  const answer = await queueConsumer(handle, "dead-letters", { sqs })({ Records } as SQSEvent, context);
  return { retried: answer.batchItemFailures.map(({ itemIdentifier }) => Number(itemIdentifier)), parked };
}
