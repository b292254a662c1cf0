import type { TongbanEvent } from "#events/define-event.ts";

/**
 * The sort key of every aggregate's current record; `#` and what tells it from the others follow where several share
 * a partition. The stream's filter lets only these reach the relay.
 */
export const headKey = "HEAD";
export const isHead = (sk: unknown): boolean => String(sk).startsWith(headKey);

export const historyPrefix = "EVENT#";

/** The sort key of one entry of the history that the relay keeps beside the HEAD. */
export const historyKey = (version: number): string => `${historyPrefix}${String(version).padStart(6, "0")}`;

export type OutboxEntry = {
  event: TongbanEvent;
  version: number;
  /** What the history keeps beside the event and the bus must not carry, such as a reason given in words. */
  privateNote?: Record<string, unknown>;
  /** What the change was, field by field, where folding the history has to give the record. */
  changes?: Record<string, unknown>;
  /** The hash that chains this version to the one before, where the record's history is a chain. */
  hash?: string | undefined;
  /** False: the record itself holds all that happened to it, so it is published and no entry written. */
  kept?: false;
};

/**
 * What one HEAD record, as the table's stream shows it with the one before, publishes; undefined
 * when that version is silent. Each context with a table gives the relay one of these.
 */
export type Outbox = (
  head: Record<string, unknown>,
  before?: Record<string, unknown>,
) => OutboxEntry | undefined;

/**
 * One entry of the history, but for its partition. Where the changes are kept, an event's data follows from them and
 * is not kept a second time.
 */
export function historyItem({ event, version, privateNote, changes, hash }: OutboxEntry) {
  const { type, time, traceparent } = event;
  return {
    sk: historyKey(version),
    event: changes ? { type, time, traceparent } : event,
    ...(privateNote && { privateNote }),
    ...(changes && { changes }),
    ...(hash && { hash }),
  };
}
