import { type DynamoDBDocumentClient, GetCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import { dynamodb, isConditionFailure } from "#shared/aws/dynamodb.ts";
import { fromItem, ratingKeyOf, toItem } from "./rating-item.ts";
import type { RatingStore } from "./rating-store.ts";

/** Ratings in DynamoDB: one item per case and stage, below 1 KB unless there is a comment. */
export function dynamodbRatingStore(
  tableName: string,
  client: DynamoDBDocumentClient = dynamodb(),
): RatingStore {
  return {
    async get(id) {
      const { Item } = await client.send(
        new GetCommand({ TableName: tableName, Key: ratingKeyOf(id), ConsistentRead: true }),
      );
      return Item && fromItem(Item);
    },
    async write(record) {
      const first = record.version === 1;
      try {
        await client.send(
          new PutCommand({
            TableName: tableName,
            Item: toItem(record),
            ConditionExpression: first ? "attribute_not_exists(pk)" : "#version = :previous",
            ...(!first && {
              ExpressionAttributeNames: { "#version": "version" },
              ExpressionAttributeValues: { ":previous": record.version - 1 },
            }),
          }),
        );
        return true;
      } catch (error) {
        if (isConditionFailure(error)) return false;
        throw error;
      }
    },
  };
}
