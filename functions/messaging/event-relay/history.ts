import { BatchWriteCommand, type DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { dynamodb } from "#shared/kernel/aws/dynamodb.ts";
import { historyItem, historyKey, type OutboxEntry } from "#shared/kernel/messaging/outbox.ts";

/** `expiresAt`: the record goes then, in seconds since 1970, and its history with it. */
export type HistoryRecord = OutboxEntry & { pk: string; recordedAt?: string; expiresAt?: number };

export type History = {
  /** Writes all; a second run overwrites the same entries. Returns those that were not written, with why. */
  write(records: HistoryRecord[]): Promise<Map<HistoryRecord, string>>;
};

/** BatchWriteItem's own limit. */
const perCall = 25;
const attempts = 5;

const keyOf = ({ pk, version }: HistoryRecord): string => `${pk} ${historyKey(version)}`;

const itemOf = ({ pk, recordedAt, expiresAt, ...entry }: HistoryRecord) => ({
  pk,
  ...historyItem(entry),
  ...(recordedAt && { recordedAt }),
  ...(expiresAt && { expiresAt }),
});

/** 25 ms to 400 ms and a random part: half a second in all, of the 30 that the function has. */
const pause = (attempt: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, 25 * 2 ** attempt * (0.5 + Math.random())));

export function dynamodbHistory(
  table: string,
  db: Pick<DynamoDBDocumentClient, "send"> = dynamodb(),
): History {
  /** Returns the keys that DynamoDB still did not take after the last attempt. */
  const writeChunk = async (chunk: HistoryRecord[]): Promise<Set<string>> => {
    // A stream tells one change twice now and then, and one call takes each key once only.
    const left = new Map(chunk.map((record) => [keyOf(record), record]));
    for (let attempt = 0; left.size > 0 && attempt < attempts; attempt += 1) {
      if (attempt > 0) await pause(attempt);
      const { UnprocessedItems } = await db.send(
        new BatchWriteCommand({
          RequestItems: {
            [table]: [...left.values()].map((record) => ({ PutRequest: { Item: itemOf(record) } })),
          },
        }),
      );
      const unprocessed = new Set(
        (UnprocessedItems?.[table] ?? []).map(
          ({ PutRequest }) => `${PutRequest?.Item?.pk} ${PutRequest?.Item?.sk}`,
        ),
      );
      for (const key of left.keys()) if (!unprocessed.has(key)) left.delete(key);
    }
    return new Set(left.keys());
  };

  return {
    async write(records) {
      const failed = new Map<HistoryRecord, string>();
      for (let start = 0; start < records.length; start += perCall) {
        const chunk = records.slice(start, start + perCall);
        try {
          const left = await writeChunk(chunk);
          for (const record of chunk) if (left.has(keyOf(record))) failed.set(record, "unprocessed");
        } catch (error) {
          const reason = error instanceof Error ? error.name : String(error);
          for (const record of chunk) failed.set(record, reason);
        }
      }
      return failed;
    },
  };
}
