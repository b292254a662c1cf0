import type { SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import type { Context, SQSEvent, SQSRecord } from "aws-lambda";
import { type MessageHandler, queueConsumer } from "#shared/kernel/messaging/consumer.ts";

type Parked = { body: string | undefined; reason: string | undefined };

/** Runs a handler as a queue does: what is retried, parked with its reason, or set aside. */
export async function consume(handle: MessageHandler, bodies: string[], attempt?: number) {
  const parked: Parked[] = [];
  const setAside: Parked[] = [];
  const sqs = {
    async send({ input }: SendMessageCommand) {
      (input.QueueUrl === "set-aside" ? setAside : parked).push({
        body: input.MessageBody,
        reason: input.MessageAttributes?.reason?.StringValue,
      });
      return {};
    },
  } as unknown as SQSClient;
  const attributes = attempt ? { ApproximateReceiveCount: String(attempt) } : undefined;
  const Records = bodies.map(
    (body, index) => ({ messageId: String(index), body, attributes }) as unknown as SQSRecord,
  );
  const context = { functionName: "test", awsRequestId: "request-1" } as Context;
  const consumer = queueConsumer(handle, "dead-letters", { sqs, setAsideQueueUrl: "set-aside" });
  const answer = await consumer({ Records } as SQSEvent, context);
  const retried = answer.batchItemFailures.map(({ itemIdentifier }) => Number(itemIdentifier));
  return { retried, parked, ...(setAside.length > 0 && { setAside }) };
}
