import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import { type DynamoDBDocumentClient, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { dynamodb } from "#shared/kernel/aws/dynamodb.ts";
import { applicationKey } from "./application-key.ts";
import { partyKey } from "./dynamodb-case-reader.ts";
import { type CaseHead, caseRecord } from "./record.ts";

/** Says of every revision of an application, of the persons in the first and of who applies together, when the table lets it go. */
export function dynamodbApplicationExpiry(table: string, db: DynamoDBDocumentClient = dynamodb()) {
  const expireItem = async (caseNumber: string, sk: string, expiresAt: number): Promise<void> => {
    try {
      await db.send(
        new UpdateCommand({
          TableName: table,
          Key: { ...caseRecord.keyOf(caseNumber), sk },
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
    async expire(
      { caseNumber, formRevision, parties = [] }: Pick<CaseHead, "caseNumber" | "formRevision" | "parties">,
      expiresAt: number,
    ): Promise<void> {
      for (let revision = 1; revision <= formRevision; revision += 1)
        await expireItem(caseNumber, applicationKey(revision), expiresAt);
      for (const place of parties.keys()) await expireItem(caseNumber, partyKey(place), expiresAt);
    },
  };
}
