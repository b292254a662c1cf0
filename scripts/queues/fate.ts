import {
  type Attributes,
  countAttribute,
  fate,
  textAttribute,
} from "#shared/kernel/messaging/dead-letter.ts";
import type { Message } from "./queue-desk.ts";

export type Parked = { because: string; by: string; at: string; from: string };
export type Fate = {
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
const ours: readonly string[] = [...Object.values(fate), bus.code, bus.message, bus.attempts, ...bus.others];

/** `attemptsOfQueue`: after how many SQS itself moves a message, which says nothing on it. */
export function fateOf({ attributes }: Pick<Message, "attributes">, attemptsOfQueue?: number): Fate {
  const text = (name: string): string | undefined => attributes[name]?.StringValue;
  const count = (name: string): number | undefined => {
    const number = Number.parseInt(text(name) ?? "", 10);
    return Number.isNaN(number) ? undefined : number;
  };
  const because = text(fate.parkedBecause);
  const code = text(bus.code);
  return {
    reason: text(fate.reason) ?? (code && [code, text(bus.message)].filter(Boolean).join(": ")),
    attempts: count(fate.attempts) ?? count(bus.attempts) ?? attemptsOfQueue,
    redrives: count(fate.redrives) ?? 0,
    redriveRun: text(fate.redriveRun),
    parked:
      because === undefined
        ? undefined
        : {
            because,
            by: text(fate.parkedBy) ?? "?",
            at: text(fate.parkedAt) ?? "?",
            from: text(fate.parkedFrom) ?? "?",
          },
  };
}

/** What somebody else wrote on the message stays on it. */
const foreign = (attributes: Attributes): Attributes =>
  Object.fromEntries(Object.entries(attributes).filter(([name]) => !ours.includes(name)));

/** On its way back it tells only how often it went: why it died last time is not why it may die again. */
export const redriven = ({ attributes }: Message, redrives: number, run: string): Attributes => ({
  ...foreign(attributes),
  [fate.redrives]: countAttribute(redrives),
  [fate.redriveRun]: textAttribute(run),
});

/** A parked message keeps why it died beside why, by whom, when and from where it was parked. */
export const parkedWith = ({ attributes }: Message, was: Fate, parked: Parked): Attributes => ({
  ...foreign(attributes),
  ...(was.reason && { [fate.reason]: textAttribute(was.reason) }),
  ...(was.attempts !== undefined && { [fate.attempts]: countAttribute(was.attempts) }),
  [fate.redrives]: countAttribute(was.redrives),
  [fate.parkedBecause]: textAttribute(parked.because),
  [fate.parkedBy]: textAttribute(parked.by),
  [fate.parkedAt]: textAttribute(parked.at),
  [fate.parkedFrom]: textAttribute(parked.from),
});
