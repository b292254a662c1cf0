import type { AttributeValue } from "@aws-sdk/client-dynamodb";
import { unmarshall } from "@aws-sdk/util-dynamodb";
import type { DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from "aws-lambda";
import type { TongbanEvent } from "#events/define-event.ts";
import { defineLogs, inTrace, log } from "#shared/kernel/logging/logger.ts";
import type { EventBus } from "#shared/kernel/messaging/event-bus.ts";
import { isHead, type Outbox } from "#shared/kernel/messaging/outbox.ts";
import type { ItemKey } from "#shared/kernel/records/record.ts";
import type { Forget } from "./forget.ts";
import type { History, HistoryRecord } from "./history.ts";

export type RelayDeps = {
  outbox: Outbox;
  history: History;
  bus: EventBus;
  /** Where records forget what people wrote in their steps: with which items it goes, and how. */
  terms?: { carriesTerm(key: ItemKey): boolean; forget: Forget };
  /** Whether somebody follows the event: nobody pays for what nobody hears. */
  isWanted(event: TongbanEvent): boolean;
};

const logs = defineLogs("eventRelay", {
  unreadable: { level: "error", text: "a record of the stream is not what its context writes" },
  historyFailed: { level: "error", text: "a history entry could not be written" },
  publishFailed: { level: "error", text: "the bus did not take an event" },
  notForgotten: { level: "error", text: "what people wrote in a record could not be taken out at its term" },
});

type Pending = { sequenceNumber: string; record: HistoryRecord };

const causeOf = (error: unknown): string => (error instanceof Error ? error.name : "unknown");

/**
 * Publishes what the records of one table's stream publish: history first, then the bus, where somebody follows. What failed is
 * reported by sequence number; Lambda runs the stream again from the lowest, and a second run writes the same
 * entries and publishes the same ids. Where an item has gone that carried a record's term, what people wrote in it goes as well.
 */
export function eventRelay({ outbox, history, bus, isWanted, terms }: RelayDeps) {
  const read = ({ eventName, dynamodb }: DynamoDBRecord): HistoryRecord | undefined => {
    if (eventName === "REMOVE" || !dynamodb?.NewImage) return undefined;
    const head = unmarshall(dynamodb.NewImage as Record<string, AttributeValue>);
    if (!isHead(head.sk)) return undefined;
    const before = dynamodb.OldImage && unmarshall(dynamodb.OldImage as Record<string, AttributeValue>);
    // What people wrote was taken out of it: nothing happened to it.
    if (before?.version === head.version) return undefined;
    const entry = outbox(head, before);
    // The table's own time: the same on every run, and independent of the clock that dated the event.
    const seconds = dynamodb.ApproximateCreationDateTime;
    return (
      entry && {
        ...entry,
        pk: String(head.pk),
        ...(typeof head.expiresAt === "number" && { expiresAt: head.expiresAt }),
        ...(seconds !== undefined && { recordedAt: new Date(seconds * 1000).toISOString() }),
      }
    );
  };

  /** Those whose entry is in the history, and that no earlier entry of the same item is missing before. */
  const writeHistory = async (pending: Pending[], failed: Set<string>): Promise<Pending[]> => {
    const kept = pending.map(({ record }) => record).filter((record) => record.kept !== false);
    const unwritten = await history.write(kept).catch((error: unknown) => allOf(kept, causeOf(error)));
    const heldBack = new Set<string>();
    return pending.filter(({ record, sequenceNumber }) => {
      const reason = unwritten.get(record);
      if (reason)
        inTrace(record.event.traceparent, () =>
          log(logs.historyFailed, { eventId: record.event.id, reason }),
        );
      if (reason) heldBack.add(record.pk);
      if (!heldBack.has(record.pk)) return true;
      failed.add(sequenceNumber);
      return false;
    });
  };

  const publish = async (written: Pending[], failed: Set<string>): Promise<void> => {
    const events = written.map(({ record }) => record.event).filter(isWanted);
    if (events.length === 0) return;
    const refused = await bus
      .publish(events)
      .catch((error: unknown) => events.map((event) => ({ event, reason: causeOf(error) })));
    const reasons = new Map(refused.map(({ event, reason }) => [event.id, reason]));
    for (const { record, sequenceNumber } of written) {
      const reason = reasons.get(record.event.id);
      if (reason === undefined) continue;
      inTrace(record.event.traceparent, () => log(logs.publishFailed, { eventId: record.event.id, reason }));
      failed.add(sequenceNumber);
    }
  };

  const forgetAll = async (records: DynamoDBRecord[], failed: Set<string>): Promise<void> => {
    for (const { eventName, dynamodb } of records) {
      if (!terms || eventName !== "REMOVE" || !dynamodb?.Keys) continue;
      const key = unmarshall(dynamodb.Keys as Record<string, AttributeValue>) as ItemKey;
      if (!terms.carriesTerm(key)) continue;
      await terms.forget(key.pk).catch((error: unknown) => {
        log(logs.notForgotten, { reason: causeOf(error) });
        failed.add(dynamodb.SequenceNumber ?? "");
      });
    }
  };

  return async ({ Records }: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> => {
    const failed = new Set<string>();
    const pending: Pending[] = [];
    for (const streamRecord of Records) {
      const sequenceNumber = streamRecord.dynamodb?.SequenceNumber ?? "";
      try {
        const record = read(streamRecord);
        if (record) pending.push({ sequenceNumber, record });
      } catch (error) {
        // Lambda retries from here and at last gives up on the batch's rest, so all of the rest goes out now.
        log(logs.unreadable, { sequenceNumber, cause: causeOf(error) });
        failed.add(sequenceNumber);
      }
    }
    const written = await writeHistory(pending, failed);
    await publish(written, failed);
    await forgetAll(Records, failed);
    return { batchItemFailures: [...failed].map((itemIdentifier) => ({ itemIdentifier })) };
  };
}

const allOf = (records: HistoryRecord[], reason: string): Map<HistoryRecord, string> =>
  new Map(records.map((record) => [record, reason]));
