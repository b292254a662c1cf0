import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import { type DynamoDBDocumentClient, PutCommand, type PutCommandInput } from "@aws-sdk/lib-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";
import { canonicalJson } from "#shared/kernel/messaging/canonical.ts";

type Client = Pick<DynamoDBDocumentClient, "send">;
type Item = Record<string, unknown>;
export type ConditionalPut = Omit<PutCommandInput, "Item"> & { Item: Item; ConditionExpression: string };

/** Compared as text: to compare by `node:util` would load worker threads with each function, some milliseconds of its start. */
const isStored = (stored: unknown, item: Item): boolean =>
  canonicalJson(stored) === canonicalJson(marshall(item, { removeUndefinedValues: true }));

/**
 * Writes an item on a condition; false when that does not hold. A write whose answer was lost is made again by the
 * SDK and meets itself: it is not the first attempt, the item that is there is this very one, and so it was written.
 */
export async function putIf(client: Client, put: ConditionalPut): Promise<boolean> {
  try {
    await client.send(new PutCommand({ ...put, ReturnValuesOnConditionCheckFailure: "ALL_OLD" }));
    return true;
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
    const { attempts = 1 } = error.$metadata;
    return attempts > 1 && isStored(error.Item, put.Item);
  }
}

/** An item that carries a `version`, over the version before; for version 1, where there is no item. */
export function nextVersion(TableName: string, Item: Item, version: number): ConditionalPut {
  if (version === 1) return { TableName, Item, ConditionExpression: "attribute_not_exists(pk)" };
  return {
    TableName,
    Item,
    ConditionExpression: "#version = :previous",
    ExpressionAttributeNames: { "#version": "version" },
    ExpressionAttributeValues: { ":previous": version - 1 },
  };
}

/** Writes an item's next version. False when somebody else was faster. */
export const putVersion = (
  client: Client,
  tableName: string,
  item: Item,
  version: number,
): Promise<boolean> => putIf(client, nextVersion(tableName, item, version));
