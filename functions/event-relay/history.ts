import { BatchWriteCommand, type DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { dynamodb } from "#shared/aws/dynamodb.ts";
import { historyKey, type OutboxEntry } from "#shared/messaging/outbox.ts";

export type HistoryRecord = OutboxEntry & { pk: string };

export type History = {
  /** Writes all; a second run overwrites the same entries. Returns those that could not be written. */
  write(records: HistoryRecord[]): Promise<Set<HistoryRecord>>;
};

/** BatchWriteItem's own limit. */
const perCall = 25;
const retries = 4;

const itemOf = ({ pk, event, version, privateNote }: HistoryRecord) => ({
  pk,
  sk: historyKey(version),
  event,
  ...(privateNote && { privateNote }),
});

const pause = (attempt: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, 25 * 2 ** attempt * (0.5 + Math.random())));

export function dynamodbHistory(table: string, db: DynamoDBDocumentClient = dynamodb()): History {
  const writeChunk = async (chunk: HistoryRecord[]): Promise<HistoryRecord[]> => {
    const byKey = new Map(chunk.map((record) => [`${record.pk} ${historyKey(record.version)}`, record]));
    for (let attempt = 0; byKey.size > 0 && attempt < retries; attempt += 1) {
      if (attempt > 0) await pause(attempt);
      const { UnprocessedItems } = await db.send(
        new BatchWriteCommand({
          RequestItems: {
            [table]: [...byKey.values()].map((record) => ({ PutRequest: { Item: itemOf(record) } })),
          },
        }),
      );
      const left = new Set(
        (UnprocessedItems?.[table] ?? []).map(
          ({ PutRequest }) => `${PutRequest?.Item?.pk} ${PutRequest?.Item?.sk}`,
        ),
      );
      for (const key of byKey.keys()) if (!left.has(key)) byKey.delete(key);
    }
    return [...byKey.values()];
  };

  return {
    async write(records) {
      const failed = new Set<HistoryRecord>();
      for (let start = 0; start < records.length; start += perCall)
        for (const record of await writeChunk(records.slice(start, start + perCall))) failed.add(record);
      return failed;
    },
  };
}
