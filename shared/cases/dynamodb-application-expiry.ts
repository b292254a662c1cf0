import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import { type DynamoDBDocumentClient, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { dynamodb } from "#shared/kernel/aws/dynamodb.ts";
import { applicationKey } from "./dynamodb-case-reader.ts";
import { caseRecord } from "./record.ts";

/** Says of every revision of an application, and of the persons in the first, when the table lets it go. */
export function dynamodbApplicationExpiry(table: string, db: DynamoDBDocumentClient = dynamodb()) {
  const expireRevision = async (caseNumber: string, revision: number, expiresAt: number): Promise<void> => {
    try {
      await db.send(
        new UpdateCommand({
          TableName: table,
          Key: { ...caseRecord.keyOf(caseNumber), sk: applicationKey(revision) },
          UpdateExpression: "SET expiresAt = :at",
          ConditionExpression: "attribute_exists(pk)",
          ExpressionAttributeValues: { ":at": expiresAt },
        }),
      );
    } catch (error) {
      // It is gone already: an application that was taken before this rule.
      if (!(error instanceof ConditionalCheckFailedException)) throw error;
    }
  };
  return {
    async expire(caseNumber: string, revisions: number, expiresAt: number): Promise<void> {
      for (let revision = 1; revision <= revisions; revision += 1)
        await expireRevision(caseNumber, revision, expiresAt);
    },
  };
}
