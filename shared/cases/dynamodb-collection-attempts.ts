import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import { type DynamoDBDocumentClient, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { dynamodb } from "#shared/kernel/aws/dynamodb.ts";
import type { CollectionAttempts } from "./collect.ts";
import { caseRecord } from "./record.ts";

const keptSeconds = 7 * 86_400;

/** An item for each case and day on which a code was tried; it goes away by itself. */
export const dynamodbCollectionAttempts = (
  table: string,
  db: DynamoDBDocumentClient = dynamodb(),
): CollectionAttempts => ({
  async take(caseNumber, day, most) {
    try {
      await db.send(
        new UpdateCommand({
          TableName: table,
          Key: { ...caseRecord.keyOf(caseNumber), sk: `COLLECTION#${day}` },
          UpdateExpression: "ADD attempts :one SET expiresAt = :until",
          ConditionExpression: "attribute_not_exists(attempts) OR attempts < :most",
          ExpressionAttributeValues: {
            ":one": 1,
            ":most": most,
            ":until": Math.floor(Date.parse(day) / 1000) + keptSeconds,
          },
        }),
      );
      return true;
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return false;
      throw error;
    }
  },
});
