import type { SQSRecord } from "aws-lambda";
import { attemptsOf } from "./dead-letter.ts";
import type { Sqs } from "./sqs.ts";

const longestSeconds = 900;

/**
 * 1 s, 2 s, 4 s, … to 15 minutes, each between half and whole: what came before its time is handled a moment later, and
 * whoever comes back after an outage is not met by all at once.
 */
export const delayOf = (attempt: number, random: () => number): number =>
  Math.ceil(Math.min(longestSeconds, 2 ** (attempt - 1)) * (0.5 + random() / 2));

/** Queues of one account and region differ in their names alone. */
const queueUrlBeside = (otherUrl: string, arn: string): string =>
  otherUrl.replace(/[^/]*$/, arn.split(":").at(-1) ?? "");

/** Keeps a message that failed out of sight in its queue for its pause, in seconds. */
export async function postponeMessage(
  sqs: Pick<Sqs, "changeMessageVisibility">,
  deadLetterQueueUrl: string,
  record: SQSRecord,
  random: () => number,
): Promise<number> {
  const seconds = delayOf(attemptsOf(record), random);
  await sqs.changeMessageVisibility({
    QueueUrl: queueUrlBeside(deadLetterQueueUrl, record.eventSourceARN),
    ReceiptHandle: record.receiptHandle,
    VisibilityTimeout: seconds,
  });
  return seconds;
}
