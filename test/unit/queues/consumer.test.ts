import type { SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import type { Context, SQSEvent, SQSMessageAttributes, SQSRecord } from "aws-lambda";
import { describe, expect, it } from "vitest";
import { PermanentError, queueConsumer } from "#shared/kernel/messaging/consumer.ts";
import { maxAttempts } from "#shared/kernel/messaging/dead-letter.ts";

const context = { functionName: "test", awsRequestId: "request-1" } as Context;

/** One message that its handler fails, in its attempt of that number. */
async function failing(
  error: unknown,
  attempt: number,
  messageAttributes: SQSMessageAttributes = {},
  send: (input: SendMessageCommand["input"]) => Promise<object> = async () => ({}),
  more: { attempts?: number } = {},
) {
  const sent: SendMessageCommand["input"][] = [];
  const sqs = {
    async send({ input }: SendMessageCommand) {
      sent.push(input);
      return send(input);
    },
  } as unknown as SQSClient;
  const attributes = { ApproximateReceiveCount: String(attempt) };
  const record = { messageId: "m", body: "{}", attributes, messageAttributes } as unknown as SQSRecord;
  const handler = queueConsumer(() => Promise.reject(error), "dead-letters", { sqs, ...more });
  const { batchItemFailures } = await handler({ Records: [record] } as SQSEvent, context);
  const told = sent.map(({ MessageAttributes = {} }) =>
    Object.fromEntries(Object.entries(MessageAttributes).map(([name, value]) => [name, value.StringValue])),
  );
  return { retried: batchItemFailures.length, told };
}

describe("a message that fails", () => {
  it("is retried before the last attempt, and dies with the cause at the last", async () => {
    const error = new TypeError("table is gone");
    expect(await failing(error, maxAttempts - 1)).toEqual({ retried: 1, told: [] });
    expect(await failing(error, maxAttempts)).toEqual({
      retried: 0,
      told: [{ reason: "TypeError: table is gone", attempts: "6" }],
    });
  });

  it("is given up when its own queue says so", async () => {
    const gone = new Error("carrier is away");
    const told = async (attempt: number) =>
      (await failing(gone, attempt, {}, undefined, { attempts: 16 })).told;
    expect(await told(15)).toEqual([]);
    expect(await told(16)).toEqual([{ reason: "Error: carrier is away", attempts: "16" }]);
  });

  it("dies at once when no retry can help, and keeps how often it was redriven", async () => {
    const redrives = { dataType: "Number", stringValue: "2" } as const;
    const redriveRun = { dataType: "String", stringValue: "run" } as const;
    const other = { dataType: "String", stringValue: "x" } as const;
    expect(await failing(new PermanentError("no case"), 1, { redrives, redriveRun, other })).toEqual({
      retried: 0,
      told: [{ reason: "no case", attempts: "1", redrives: "2", redriveRun: "run" }],
    });
  });

  it("stays in its queue when the dead-letter queue does not take it", async () => {
    const refuse = () => Promise.reject(new Error("no permission"));
    for (const error of [new PermanentError("no case"), new Error("any")])
      expect((await failing(error, maxAttempts, {}, refuse)).retried).toBe(1);
  });

  it.each([
    ["", "unknown"],
    ["a\u0000b\u001b", "a\ufffdb\ufffd"],
    [`${"x".repeat(1023)}😀`, `${"x".repeat(1023)}\ufffd`],
  ])("dies with a reason that SQS takes: %j", async (message, reason) => {
    expect((await failing(new PermanentError(message), 1)).told[0]?.reason).toBe(reason);
  });
});
