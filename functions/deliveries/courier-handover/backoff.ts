import { ChangeMessageVisibilityCommand, SQSClient } from "@aws-sdk/client-sqs";
import type { SQSRecord } from "aws-lambda";
import { clientLimits } from "#shared/kernel/aws/limits.ts";
import { defineLogs, log } from "#shared/kernel/logging/logger.ts";
import { type MessageHandler, PermanentError } from "#shared/kernel/messaging/consumer.ts";
import { attemptsOf } from "#shared/kernel/messaging/dead-letter.ts";

const logs = defineLogs("courierBackoff", {
  later: { level: "info", text: "a message will be handled again after a while" },
  notHidden: { level: "warn", text: "a message could not be kept out of sight and comes again sooner" },
});

const firstSeconds = 5;
const longestSeconds = 900;

/** 5 s, 10 s, 20 s, … to 15 minutes, each between half and whole: carriers that come back are not met all at once. */
export const delayOf = (receiveCount: number, random: () => number): number =>
  Math.round(Math.min(longestSeconds, firstSeconds * 2 ** (receiveCount - 1)) * (0.5 + random() / 2));

export type Hide = (receiptHandle: string, seconds: number) => Promise<void>;

/** Keeps a message out of sight in its queue for so many seconds. */
export const hideIn =
  (queueUrl: string, sqs: Pick<SQSClient, "send"> = new SQSClient(clientLimits)): Hide =>
  async (receiptHandle, seconds) => {
    await sqs.send(
      new ChangeMessageVisibilityCommand({
        QueueUrl: queueUrl,
        ReceiptHandle: receiptHandle,
        VisibilityTimeout: seconds,
      }),
    );
  };

const causeOf = (error: unknown): string => (error instanceof Error ? error.name : "unknown");

/** A handler whose failures are tried again after growing pauses; the queue says how often. */
export function withBackoff(
  handle: MessageHandler,
  { hide, random = Math.random }: { hide: Hide; random?: () => number },
): MessageHandler {
  return async (body: string, record: SQSRecord) => {
    try {
      await handle(body, record);
    } catch (error) {
      if (error instanceof PermanentError) throw error;
      const attempt = attemptsOf(record);
      const seconds = delayOf(attempt, random);
      // What the queue says of the pause must not take the place of what the handler says.
      await hide(record.receiptHandle, seconds).then(
        () => log(logs.later, { messageId: record.messageId, attempt, seconds }),
        (refusal: unknown) =>
          log(logs.notHidden, { messageId: record.messageId, attempt, cause: causeOf(refusal) }),
      );
      throw error;
    }
  };
}
