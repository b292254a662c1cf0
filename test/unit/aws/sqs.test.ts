import {
  ChangeMessageVisibilityCommand,
  SendMessageBatchCommand,
  SendMessageCommand,
  SQSClient,
  SQSServiceException,
} from "@aws-sdk/client-sqs";
import type { Context, SQSMessageAttributes, SQSRecord } from "aws-lambda";
import { mockClient } from "aws-sdk-client-mock";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { type MessageHandler, PermanentError, queueConsumer } from "#shared/kernel/messaging/consumer.ts";
import { maxAttempts } from "#shared/kernel/messaging/dead-letter.ts";
import { sqsQueue } from "#shared/kernel/messaging/queue.ts";

// The local engine's queues always take what they are sent.
const service = mockClient(SQSClient);
beforeEach(() => {
  service.reset();
  service.on(SendMessageCommand).resolves({});
  service.on(ChangeMessageVisibilityCommand).resolves({});
});
afterAll(() => service.restore());

const throttled = new SQSServiceException({
  name: "RequestThrottled",
  $fault: "client",
  message: "too fast",
  $metadata: { httpStatusCode: 403 },
});

const context = { functionName: "test", awsRequestId: "request-1" } as Context;
const message = (messageId: string, attempt: number, messageAttributes: SQSMessageAttributes = {}) =>
  ({
    messageId,
    body: messageId,
    receiptHandle: `receipt of ${messageId}`,
    attributes: { ApproximateReceiveCount: String(attempt) },
    messageAttributes,
    eventSourceARN: "arn:x:sqs:local:1:queue",
  }) as SQSRecord;

/** Runs a batch as Lambda does: which messages stay in the queue. */
async function consume(handle: MessageHandler, Records: SQSRecord[]) {
  const consumer = queueConsumer(handle, "https://sqs/1/dead-letters", { random: () => 1 });
  const { batchItemFailures } = await consumer({ Records }, context);
  return batchItemFailures.map(({ itemIdentifier }) => itemIdentifier);
}

/** What the dead-letter queue got of each message. */
const sentMessages = () =>
  service
    .commandCalls(SendMessageCommand)
    .map(({ args: [{ input }] }) =>
      Object.fromEntries(
        Object.entries(input.MessageAttributes ?? {}).map(([name, value]) => [name, value.StringValue]),
      ),
    );

describe("a message that fails", () => {
  const failing = (error: unknown, attempt: number, attributes?: SQSMessageAttributes) =>
    consume(() => Promise.reject(error), [message("m", attempt, attributes)]);
  const hidden = () =>
    service.commandCalls(ChangeMessageVisibilityCommand).map(({ args: [{ input }] }) => input);

  it("is retried before the last attempt, after a pause out of sight in its queue", async () => {
    expect(await failing(new TypeError("table is gone"), 3)).toEqual(["m"]);
    expect(await failing(new TypeError("table is gone"), maxAttempts - 1)).toEqual(["m"]);
    expect(sentMessages()).toEqual([]);
    const whose = { QueueUrl: "https://sqs/1/queue", ReceiptHandle: "receipt of m" };
    expect(hidden()).toEqual([
      { ...whose, VisibilityTimeout: 4 },
      { ...whose, VisibilityTimeout: 900 },
    ]);
  });

  it("is retried also when its queue would not keep it out of sight", async () => {
    service.on(ChangeMessageVisibilityCommand).rejects(throttled);
    expect(await failing(new TypeError("table is gone"), 1)).toEqual(["m"]);
  });

  it("dies with the cause at the last", async () => {
    expect(await failing(new TypeError("table is gone"), maxAttempts)).toEqual([]);
    expect(sentMessages()).toEqual([{ reason: "TypeError: table is gone", attempts: String(maxAttempts) }]);
    expect(hidden()).toEqual([]);
  });

  it("dies at once when no retry can help, without a pause, and keeps how often it was redriven", async () => {
    const redrives = { dataType: "Number", stringValue: "2" } as const;
    const redriveRun = { dataType: "String", stringValue: "run" } as const;
    const other = { dataType: "String", stringValue: "x" } as const;
    expect(await failing(new PermanentError("no case"), 1, { redrives, redriveRun, other })).toEqual([]);
    expect(sentMessages()).toEqual([{ reason: "no case", attempts: "1", redrives: "2", redriveRun: "run" }]);
    expect(hidden()).toEqual([]);
  });

  it.each([new PermanentError("no case"), new Error("any")])(
    "stays in its queue when the dead-letter queue does not take it: %s",
    async (error) => {
      service.on(SendMessageCommand).rejects(throttled);
      expect(await failing(error, maxAttempts)).toEqual(["m"]);
    },
  );

  it.each([
    ["", "unknown"],
    ["a\u0000b\u001b", "a\ufffdb\ufffd"],
    [`${"x".repeat(1023)}😀`, `${"x".repeat(1023)}\ufffd`],
  ])("dies with a reason that SQS takes: %j", async (text, reason) => {
    await failing(new PermanentError(text), 1);
    expect(sentMessages()[0]?.reason).toBe(reason);
  });

  it("keeps nobody else of its batch: each is retried, parked or done by itself", async () => {
    service.on(SendMessageCommand, { MessageBody: "refused" }).rejects(throttled);
    const handle: MessageHandler = async (body) => {
      if (body === "later") throw new Error("table is gone");
      if (body !== "good") throw new PermanentError("no case");
    };
    const batch = ["good", "later", "dead", "refused", "good"].map((body) => message(body, 1));
    expect((await consume(handle, batch)).toSorted()).toEqual(["later", "refused"]);
  });
});

describe("a message that the queue does not take", () => {
  beforeEach(() => void service.on(SendMessageCommand).rejects(throttled));

  it("is an error: a carrier is told to send again, a device keeps its rating", async () => {
    await expect(sqsQueue("queue").send({})).rejects.toThrow("too fast");
  });
});

describe("many messages", () => {
  it("go ten with a request, and one that is not taken is an error", async () => {
    service.on(SendMessageBatchCommand).resolves({});
    await sqsQueue<number>("queue").sendAll(Array.from({ length: 23 }, (_, index) => index));
    const sizes = service
      .commandCalls(SendMessageBatchCommand)
      .map(({ args: [{ input }] }) => input.Entries?.length);
    expect(sizes).toEqual([10, 10, 3]);
    service
      .on(SendMessageBatchCommand)
      .resolves({ Failed: [{ Id: "0", Code: "Throttled", SenderFault: false }] });
    await expect(sqsQueue("queue").sendAll([{}])).rejects.toThrow("Throttled");
  });
});
