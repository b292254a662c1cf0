import type { Attributes } from "#shared/kernel/messaging/dead-letter.ts";

/** A queue and how many messages are in it. SQS's numbers are approximate: up to a minute old. */
export type Queue = {
  name: string;
  url: string;
  arn: string;
  waiting: number;
  /** Received by somebody and hidden from others. */
  inFlight: number;
  delayed: number;
  /** ARN of its dead-letter queue. */
  deadLetters?: string;
  /** After so many a message goes there. */
  maxAttempts?: number;
};

export type Message = { id: string; receipt: string; body: string; sentAt: Date; attributes: Attributes };

/** Seconds for which a received message is hidden from everybody else. One that is never given back returns then. */
export const holdSeconds = 120;

/** SQS hands out at most so many at once. */
export const perPage = 10;

/** What the commands need of SQS. */
export type QueueClient = {
  queues(): Promise<Queue[]>;
  /** Up to ten messages, hidden for `holdSeconds`; none when none is to be had. */
  receive(queue: Queue): Promise<Message[]>;
  /** Shows held messages to everybody again. */
  putBack(queue: Queue, messages: readonly Message[]): Promise<void>;
  /** The id of the message once it is safely in the queue. */
  send(queue: Queue, message: Pick<Message, "body" | "attributes">): Promise<string>;
  remove(queue: Queue, message: Message): Promise<void>;
};

/** All of them are in the dead-letter queue, whether somebody is just looking at them or not. */
export const countOf = ({ waiting, inFlight, delayed }: Queue): number => waiting + inFlight + delayed;
