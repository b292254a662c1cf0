import {
  type Attributes,
  countAttribute,
  deadLetterAttributeNames,
  textAttribute,
} from "#shared/kernel/messaging/dead-letter.ts";
import type { Message } from "./queue-client.ts";

export type Parked = { because: string; by: string; at: string; from: string };
export type DeadLetter = {
  reason?: string | undefined;
  attempts?: number | undefined;
  redrives: number;
  redriveRun?: string | undefined;
  parked?: Parked | undefined;
};

/** EventBridge's own attributes on what it could not put into a queue. */
const bus = {
  code: "ERROR_CODE",
  message: "ERROR_MESSAGE",
  attempts: "RETRY_ATTEMPTS",
  others: ["RULE_ARN", "TARGET_ARN", "EXHAUSTED_RETRY_CONDITION"],
};
const ours: readonly string[] = [
  ...Object.values(deadLetterAttributeNames),
  bus.code,
  bus.message,
  bus.attempts,
  ...bus.others,
];

/** `attemptsOfQueue`: after how many SQS itself moves a message, which says nothing on it. */
export function deadLetterOf(
  { attributes }: Pick<Message, "attributes">,
  attemptsOfQueue?: number,
): DeadLetter {
  const text = (name: string): string | undefined => attributes[name]?.StringValue;
  const count = (name: string): number | undefined => {
    const number = Number.parseInt(text(name) ?? "", 10);
    return Number.isNaN(number) ? undefined : number;
  };
  const because = text(deadLetterAttributeNames.parkedBecause);
  const code = text(bus.code);
  return {
    reason:
      text(deadLetterAttributeNames.reason) ?? (code && [code, text(bus.message)].filter(Boolean).join(": ")),
    attempts: count(deadLetterAttributeNames.attempts) ?? count(bus.attempts) ?? attemptsOfQueue,
    redrives: count(deadLetterAttributeNames.redrives) ?? 0,
    redriveRun: text(deadLetterAttributeNames.redriveRun),
    parked:
      because === undefined
        ? undefined
        : {
            because,
            by: text(deadLetterAttributeNames.parkedBy) ?? "?",
            at: text(deadLetterAttributeNames.parkedAt) ?? "?",
            from: text(deadLetterAttributeNames.parkedFrom) ?? "?",
          },
  };
}

/** What somebody else wrote on the message stays on it. */
const foreign = (attributes: Attributes): Attributes =>
  Object.fromEntries(Object.entries(attributes).filter(([name]) => !ours.includes(name)));

/** On its way back it tells only how often it went: why it died last time is not why it may die again. */
export const redriven = ({ attributes }: Message, redrives: number, run: string): Attributes => ({
  ...foreign(attributes),
  [deadLetterAttributeNames.redrives]: countAttribute(redrives),
  [deadLetterAttributeNames.redriveRun]: textAttribute(run),
});

/** A parked message keeps why it died beside why, by whom, when and from where it was parked. */
export const parkedWith = ({ attributes }: Message, was: DeadLetter, parked: Parked): Attributes => ({
  ...foreign(attributes),
  ...(was.reason && { [deadLetterAttributeNames.reason]: textAttribute(was.reason) }),
  ...(was.attempts !== undefined && { [deadLetterAttributeNames.attempts]: countAttribute(was.attempts) }),
  [deadLetterAttributeNames.redrives]: countAttribute(was.redrives),
  [deadLetterAttributeNames.parkedBecause]: textAttribute(parked.because),
  [deadLetterAttributeNames.parkedBy]: textAttribute(parked.by),
  [deadLetterAttributeNames.parkedAt]: textAttribute(parked.at),
  [deadLetterAttributeNames.parkedFrom]: textAttribute(parked.from),
});
