import { type DynamoDBDocumentClient, GetCommand } from "@aws-sdk/lib-dynamodb";
import { dynamodb } from "#shared/kernel/aws/dynamodb.ts";
import { applicationKey, firstRevision } from "./application-key.ts";
import { caseRecord } from "./record.ts";

/** Whether the table lets go what a case was applied with; undefined once it has. */
export const applicationGoes =
  (table: string, db: DynamoDBDocumentClient = dynamodb()) =>
  async (caseNumber: string): Promise<boolean | undefined> => {
    const Key = { ...caseRecord.keyOf(caseNumber), sk: applicationKey(firstRevision) };
    const { Item } = await db.send(
      new GetCommand({ TableName: table, Key, ProjectionExpression: "pk, expiresAt" }),
    );
    return Item && Item.expiresAt !== undefined;
  };
