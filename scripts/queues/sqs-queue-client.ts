import {
  ChangeMessageVisibilityBatchCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  paginateListQueues,
  type Message as Received,
  ReceiveMessageCommand,
  SendMessageCommand,
  type SQSClient,
} from "@aws-sdk/client-sqs";
import * as z from "zod";
import { holdSeconds, type Message, perPage, type Queue, type QueueClient } from "./queue-client.ts";

const count = z.coerce.number().int().nonnegative();
const redrivePolicySchema = z.object({
  deadLetterTargetArn: z.string().min(1),
  maxReceiveCount: z.coerce.number().int().positive(),
});
const attributesSchema = z.object({
  QueueArn: z.string().min(1),
  ApproximateNumberOfMessages: count,
  ApproximateNumberOfMessagesNotVisible: count,
  ApproximateNumberOfMessagesDelayed: count,
  RedrivePolicy: z
    .string()
    .transform((text) => redrivePolicySchema.parse(JSON.parse(text)))
    .optional(),
});
const receivedSchema = z.object({
  MessageId: z.string().min(1),
  ReceiptHandle: z.string().min(1),
  Body: z.string(),
  Attributes: z.object({ SentTimestamp: z.coerce.number() }),
});

/** The queues whose names start so, page by page. */
export async function queueUrlsOf(sqs: SQSClient, prefix: string): Promise<string[]> {
  const urls: string[] = [];
  for await (const { QueueUrls = [] } of paginateListQueues(
    { client: sqs, pageSize: 1000 },
    { QueueNamePrefix: prefix },
  ))
    urls.push(...QueueUrls);
  return urls;
}

const nameOf = (url: string): string => url.slice(url.lastIndexOf("/") + 1);

/**
 * SQS on AWS or in the app that runs here; `urlsOf` says which of its queues are the app's. On AWS a call that does
 * not wait asks only some of the servers, and may find nothing where something is.
 */
export function sqsQueueClient(
  sqs: SQSClient,
  urlsOf: () => Promise<string[]>,
  waitSeconds = 1,
): QueueClient {
  const look = async (url: string): Promise<Queue> => {
    const { Attributes } = await sqs.send(
      new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: ["All"] }),
    );
    const found = attributesSchema.parse(Attributes);
    return {
      name: nameOf(url),
      url,
      arn: found.QueueArn,
      waiting: found.ApproximateNumberOfMessages,
      inFlight: found.ApproximateNumberOfMessagesNotVisible,
      delayed: found.ApproximateNumberOfMessagesDelayed,
      ...(found.RedrivePolicy && {
        deadLetters: found.RedrivePolicy.deadLetterTargetArn,
        maxAttempts: found.RedrivePolicy.maxReceiveCount,
      }),
    };
  };
  return {
    queues: async () => Promise.all((await urlsOf()).map(look)),
    async receive({ url }) {
      const { Messages = [] } = await sqs.send(
        new ReceiveMessageCommand({
          QueueUrl: url,
          MaxNumberOfMessages: perPage,
          VisibilityTimeout: holdSeconds,
          WaitTimeSeconds: waitSeconds,
          MessageSystemAttributeNames: ["SentTimestamp"],
          MessageAttributeNames: ["All"],
        }),
      );
      return Messages.map(messageOf);
    },
    async putBack({ url }, messages) {
      for (let start = 0; start < messages.length; start += perPage)
        // An entry can only fail when its message is visible to all again, or gone: nothing is left to do then.
        await sqs.send(
          new ChangeMessageVisibilityBatchCommand({
            QueueUrl: url,
            Entries: messages.slice(start, start + perPage).map(({ receipt }, index) => ({
              Id: String(index),
              ReceiptHandle: receipt,
              VisibilityTimeout: 0,
            })),
          }),
        );
    },
    async send({ url }, { body, attributes }) {
      const { MessageId } = await sqs.send(
        new SendMessageCommand({ QueueUrl: url, MessageBody: body, MessageAttributes: attributes }),
      );
      if (!MessageId) throw new Error("SQS gave no id: whether it has the message is not known");
      return MessageId;
    },
    async remove({ url }, { receipt }) {
      await sqs.send(new DeleteMessageCommand({ QueueUrl: url, ReceiptHandle: receipt }));
    },
  };
}

function messageOf(received: Received): Message {
  const { MessageId, ReceiptHandle, Body, Attributes } = receivedSchema.parse(received);
  return {
    id: MessageId,
    receipt: ReceiptHandle,
    body: Body,
    sentAt: new Date(Attributes.SentTimestamp),
    attributes: received.MessageAttributes ?? {},
  };
}
