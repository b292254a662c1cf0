import { type DynamoDBDocumentClient, QueryCommand } from "@aws-sdk/lib-dynamodb";
import { dynamodb } from "#shared/kernel/aws/dynamodb.ts";
import { headKey } from "#shared/kernel/messaging/outbox.ts";
import { type Inbox, merged, startOf } from "./inbox.ts";
import { recipientKeyOf } from "./recipient.ts";
import { notice } from "./record.ts";

/** A person's messages are one partition of the table: no index is written for them. */
export const dynamodbInbox = (table: string, db: DynamoDBDocumentClient = dynamodb()): Inbox => ({
  async list(names, { cursor, limit }) {
    const before = startOf(cursor);
    const lists = await Promise.all(
      names.map(async (name) => {
        const { pk } = notice.keyOf(`${recipientKeyOf(name)}-0`);
        const { Items = [] } = await db.send(
          new QueryCommand({
            TableName: table,
            KeyConditionExpression: "pk = :pk AND begins_with(sk, :head)",
            ExpressionAttributeValues: { ":pk": pk, ":head": `${headKey}#` },
            ScanIndexForward: false,
            Limit: limit,
            ...(before && { ExclusiveStartKey: { pk, sk: `${headKey}#${before}` } }),
          }),
        );
        return Items.map((item) => notice.fromItem(item));
      }),
    );
    return merged(lists, limit);
  },
});
