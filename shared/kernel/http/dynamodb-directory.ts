import { type DynamoDBDocumentClient, GetCommand } from "@aws-sdk/lib-dynamodb";
import { dynamodb } from "#shared/kernel/aws/dynamodb.ts";
import { headKey } from "#shared/kernel/messaging/outbox.ts";
import { directoryVariable, type StaffDirectory } from "./who-left.ts";

/** One small read of a moment ago, and of nothing but the state. */
export const dynamodbDirectory = (
  table: string,
  db: DynamoDBDocumentClient = dynamodb(),
): StaffDirectory => ({
  async hasLeft(account) {
    const { Item } = await db.send(
      new GetCommand({
        TableName: table,
        Key: { pk: `STAFFMEMBER#${account}`, sk: headKey },
        ProjectionExpression: "#state",
        ExpressionAttributeNames: { "#state": "state" },
      }),
    );
    return Item !== undefined && Item.state !== "active";
  },
});

/** Undefined where no route admits staff. */
export function directoryOf(): StaffDirectory | undefined {
  const table = process.env[directoryVariable];
  return table ? dynamodbDirectory(table) : undefined;
}
