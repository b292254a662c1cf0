import { type DynamoDBDocumentClient, PutCommand } from "@aws-sdk/lib-dynamodb";
import { isConditionFailure } from "./dynamodb.ts";

/**
 * Writes an item that carries a `version`, on the condition that the version before is the one stored; for
 * version 1, that there is no item. False when somebody else was faster.
 */
export async function putVersion(
  client: Pick<DynamoDBDocumentClient, "send">,
  tableName: string,
  item: Record<string, unknown>,
  version: number,
): Promise<boolean> {
  const first = version === 1;
  try {
    await client.send(
      new PutCommand({
        TableName: tableName,
        Item: item,
        ConditionExpression: first ? "attribute_not_exists(pk)" : "#version = :previous",
        ...(!first && {
          ExpressionAttributeNames: { "#version": "version" },
          ExpressionAttributeValues: { ":previous": version - 1 },
        }),
      }),
    );
    return true;
  } catch (error) {
    if (isConditionFailure(error)) return false;
    throw error;
  }
}
