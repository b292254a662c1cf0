import { type DynamoDBDocumentClient, GetCommand, PutCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { batchGet } from "#shared/aws/batch-get.ts";
import { dynamodb, isConditionFailure } from "#shared/aws/dynamodb.ts";
import { headKey } from "#shared/messaging/outbox.ts";
import { type Document, documentSchema, unconfirmedLifeSeconds } from "./document.ts";

export type DocumentStore = {
  /** False when there is one with this id. */
  add(document: Document): Promise<boolean>;
  read(documentId: string): Promise<Document | undefined>;
  /** From then on the document may be attached. Confirming twice is the same as once. */
  markClean(documentId: string): Promise<void>;
  readMany(documentIds: string[]): Promise<Document[]>;
};

const key = (documentId: string) => ({ pk: `DOCUMENT#${documentId}`, sk: headKey });

const fromItem = ({ pk, sk, expiresAt, ...document }: Record<string, unknown>): Document =>
  documentSchema.parse(document);

export function dynamodbDocumentStore(table: string, db: DynamoDBDocumentClient = dynamodb()): DocumentStore {
  return {
    async add(document) {
      try {
        await db.send(
          new PutCommand({
            TableName: table,
            Item: {
              ...key(document.documentId),
              ...document,
              expiresAt: Math.floor(Date.parse(document.createdAt) / 1000) + unconfirmedLifeSeconds,
            },
            ConditionExpression: "attribute_not_exists(pk)",
          }),
        );
        return true;
      } catch (error) {
        if (isConditionFailure(error)) return false;
        throw error;
      }
    },

    async read(documentId) {
      const { Item } = await db.send(
        new GetCommand({ TableName: table, Key: key(documentId), ConsistentRead: true }),
      );
      return Item && fromItem(Item);
    },

    async markClean(documentId) {
      try {
        await db.send(
          new UpdateCommand({
            TableName: table,
            Key: key(documentId),
            UpdateExpression: "SET #status = :clean REMOVE expiresAt",
            ConditionExpression: "#status = :pending",
            ExpressionAttributeNames: { "#status": "status" },
            ExpressionAttributeValues: { ":clean": "clean", ":pending": "pending" },
          }),
        );
      } catch (error) {
        if (isConditionFailure(error) && (await this.read(documentId))?.status === "clean") return;
        throw error;
      }
    },

    async readMany(documentIds) {
      const keys = [...new Set(documentIds)].map(key);
      return (await batchGet(db, table, keys, { consistent: true })).map(fromItem);
    },
  };
}
