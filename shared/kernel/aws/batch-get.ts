import { BatchGetCommand, type DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { UnprocessedItemsError } from "./throttling.ts";

type Key = Record<string, string>;
type Item = Record<string, unknown>;

/** BatchGetItem takes no more keys. */
const perCall = 100;
const attempts = 6;

/** The items of these keys, in no order; what DynamoDB leaves unprocessed is asked for again. */
export async function batchGet(
  db: DynamoDBDocumentClient,
  table: string,
  keys: Key[],
  { consistent = false }: { consistent?: boolean } = {},
): Promise<Item[]> {
  const items: Item[] = [];
  for (let start = 0; start < keys.length; start += perCall) {
    let left = keys.slice(start, start + perCall);
    for (let attempt = 0; left.length > 0; attempt += 1) {
      if (attempt === attempts)
        throw new UnprocessedItemsError(`${left.length} items of ${table} could not be read`);
      if (attempt > 0) await new Promise((resolve) => setTimeout(resolve, 50 * 2 ** attempt));
      const { Responses, UnprocessedKeys } = await db.send(
        new BatchGetCommand({ RequestItems: { [table]: { Keys: left, ConsistentRead: consistent } } }),
      );
      items.push(...(Responses?.[table] ?? []));
      left = (UnprocessedKeys?.[table]?.Keys ?? []) as Key[];
    }
  }
  return items;
}
