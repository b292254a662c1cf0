import type { AttributeValue } from "@aws-sdk/client-dynamodb";
import { unmarshall } from "@aws-sdk/util-dynamodb";
import type { DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from "aws-lambda";
import { defineLogs, log } from "#shared/logging/logger.ts";
import type { EventBus } from "#shared/messaging/event-bus.ts";
import { headKey, type Outbox } from "#shared/messaging/outbox.ts";
import type { History, HistoryRecord } from "./history.ts";

export type RelayDeps = { outbox: Outbox; history: History; bus: EventBus };

const logs = defineLogs("eventRelay", {
  unreadable: { level: "error", text: "a record of the stream is not what its context writes" },
  historyFailed: { level: "error", text: "a history entry could not be written" },
  publishFailed: { level: "error", text: "the bus did not take an event" },
});

type Pending = { sequenceNumber: string; record: HistoryRecord };

const idsOf = ({ record }: Pending) => ({ eventId: record.event.id });

/**
 * Publishes what the records of one table's stream have to say: history first, then the bus. What failed is
 * reported by sequence number; Lambda runs the stream again from the lowest, and a second run writes the same
 * entries and publishes the same ids.
 */
export function eventRelay({ outbox, history, bus }: RelayDeps) {
  const read = (record: DynamoDBRecord): HistoryRecord | undefined => {
    const image = record.dynamodb?.NewImage;
    if (record.eventName === "REMOVE" || !image) return undefined;
    const head = unmarshall(image as Record<string, AttributeValue>);
    if (head.sk !== headKey) return undefined;
    const entry = outbox(head);
    return entry && { ...entry, pk: String(head.pk) };
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
        // Lambda retries, bisects and at last puts it into the on-failure queue; the rest goes on.
        log(logs.unreadable, { sequenceNumber, cause: error instanceof Error ? error.name : "unknown" });
        failed.add(sequenceNumber);
      }
    }

    const unwritten = await history.write(pending.map(({ record }) => record));
    const written = pending.filter((entry) => {
      if (!unwritten.has(entry.record)) return true;
      log(logs.historyFailed, idsOf(entry));
      failed.add(entry.sequenceNumber);
      return false;
    });

    const refused = await bus.publish(written.map(({ record }) => record.event));
    const reasons = new Map(refused.map(({ event, reason }) => [event.id, reason]));
    for (const entry of written) {
      const reason = reasons.get(entry.record.event.id);
      if (reason === undefined) continue;
      log(logs.publishFailed, { ...idsOf(entry), reason });
      failed.add(entry.sequenceNumber);
    }
    return { batchItemFailures: [...failed].map((itemIdentifier) => ({ itemIdentifier })) };
  };
}
