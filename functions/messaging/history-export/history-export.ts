import type { AttributeValue } from "@aws-sdk/client-dynamodb";
import { unmarshall } from "@aws-sdk/util-dynamodb";
import type { DynamoDBRecord, DynamoDBStreamEvent } from "aws-lambda";
import { historyPrefix } from "#shared/kernel/messaging/outbox.ts";
import { historyEntrySchema } from "#shared/kernel/records/record-store.ts";

/** What leaves the table of one step: that it was, and the hash by which any change of it shows. */
export type ExportedLine = {
  /** The partition of its record: `CASE#…`. */
  record: string;
  version: number;
  type: string;
  time: string;
  recordedAt?: string | undefined;
  /** Accounts of staff and parts of the system; of citizens only that it was one. */
  actor: { role: string; id?: string };
  hash: string;
};

export type ExportDeps = {
  context: string;
  /** Stores it under this key, once: a second time with the same key changes nothing. */
  add(key: string, text: string): Promise<void>;
};

function lineOf({ dynamodb }: DynamoDBRecord): ExportedLine[] {
  const item = unmarshall((dynamodb?.NewImage ?? {}) as Record<string, AttributeValue>);
  if (!String(item.sk).startsWith(historyPrefix)) return [];
  const { event, privateNote, hash, recordedAt } = historyEntrySchema.parse(item);
  // Without a chain there is nothing to hold against it later.
  if (!hash) return [];
  const { role, id } = privateNote.actor;
  return [
    {
      record: String(item.pk),
      version: Number(String(item.sk).slice(historyPrefix.length)),
      type: event.type,
      time: event.time,
      ...(recordedAt && { recordedAt }),
      actor: role === "citizen" ? { role } : { role, id },
      hash,
    },
  ];
}

/**
 * Writes what a table's stream brings of its history into a bucket where nothing can be changed. A batch that comes again
 * has the same name, by the place in the stream where it begins.
 */
export function historyExport({ context, add }: ExportDeps) {
  return async ({ Records }: DynamoDBStreamEvent): Promise<void> => {
    const lines = Records.flatMap(lineOf);
    const { SequenceNumber: start, ApproximateCreationDateTime: seconds = 0 } = Records[0]?.dynamodb ?? {};
    if (lines.length === 0 || !start) return;
    const day = new Date(seconds * 1000).toISOString().slice(0, 10);
    const text = lines.map((line) => `${JSON.stringify(line)}\n`).join("");
    await add(`history/${context}/${day}/${start.padStart(32, "0")}.jsonl`, text);
  };
}
