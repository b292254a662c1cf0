import type { MessageAttributeValue } from "@aws-sdk/client-sqs";
import type { SQSRecord } from "aws-lambda";

/**
 * A queue gives a message to its function so often, over an hour at the least: that long a carrier or a service may be
 * away. The last failure sends it to the dead-letter queue.
 */
export const maxAttempts = 18;

/**
 * So often what a message is about is looked for, where it may be written later: some six minutes, and less than the ten
 * after which a message that waits rings.
 */
export const attemptsToFind = 10;

/** A message may be sent back from the dead-letter queue so often; then it is parked. */
export const maxRedrives = 3;

export type Attributes = Record<string, MessageAttributeValue>;

/** What a message carries about its own fate, by attribute. SQS allows ten on a message. */
export const deadLetterAttributeNames = {
  /** Why it is dead. */
  reason: "reason",
  attempts: "attempts",
  /** How often it was sent back. */
  redrives: "redrives",
  /** Which run of the command line sent it back last: that run does not do so twice. */
  redriveRun: "redriveRun",
  parkedBecause: "parkedBecause",
  parkedBy: "parkedBy",
  parkedAt: "parkedAt",
  parkedFrom: "parkedFrom",
} as const;

/** An attribute's text: SQS refuses an empty one and most control characters, and half a character ends no text. */
export const textAttribute = (text: string): MessageAttributeValue => ({
  DataType: "String",
  StringValue:
    text
      .slice(0, 1024)
      .toWellFormed()
      // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what SQS refuses
      .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "\ufffd") || "unknown",
});

export const countAttribute = (count: number): MessageAttributeValue => ({
  DataType: "Number",
  StringValue: String(count),
});

/** NaN for a record that somebody wrote by hand to invoke the function with: such a one is never given up. */
export const attemptsOf = (record: SQSRecord): number => Number(record.attributes?.ApproximateReceiveCount);

/** The attributes with which a consumer lays a message down: why, after how many attempts, and its redrives so far. */
export function deadLetterAttributes(record: SQSRecord, reason: string): Attributes {
  const attributes: Attributes = { [deadLetterAttributeNames.reason]: textAttribute(reason) };
  const attempts = attemptsOf(record);
  if (attempts > 0) attributes[deadLetterAttributeNames.attempts] = countAttribute(attempts);
  for (const name of [deadLetterAttributeNames.redrives, deadLetterAttributeNames.redriveRun]) {
    const { dataType, stringValue } = record.messageAttributes?.[name] ?? {};
    if (dataType && stringValue) attributes[name] = { DataType: dataType, StringValue: stringValue };
  }
  return attributes;
}
