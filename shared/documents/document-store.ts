import { type DynamoDBDocumentClient, GetCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { batchGet } from "#shared/kernel/aws/batch-get.ts";
import { dynamodb, isConditionFailure } from "#shared/kernel/aws/dynamodb.ts";
import { putIf } from "#shared/kernel/aws/put-version.ts";
import { headKey } from "#shared/kernel/messaging/outbox.ts";
import { type Document, documentSchema, unconfirmedLifeSeconds } from "./document.ts";

/** Without a time it was made for its case, as official papers are. */
export type Holder = { holder: string; claimedAt: string | undefined };

export type DocumentStore = {
  /** False when there is one with this id. */
  add(document: Document): Promise<boolean>;
  read(documentId: string): Promise<Document | undefined>;
  /** From then on the document may be attached. Confirming twice is the same as once. */
  markClean(documentId: string, scan: NonNullable<Document["scan"]>): Promise<void>;
  readMany(documentIds: string[]): Promise<Document[]>;
  /** Ties a confirmed document to a case that nobody, or only `from`, holds it for; else answers who does. */
  claim(
    documentId: string,
    claim: { caseNumber: string; at: string; from: string | undefined },
  ): Promise<"claimed" | Holder>;
};

const key = (documentId: string) => ({ pk: `DOCUMENT#${documentId}`, sk: headKey });

const fromItem = ({ pk, sk, expiresAt, ...document }: Record<string, unknown>): Document =>
  documentSchema.parse(document);

export function dynamodbDocumentStore(table: string, db: DynamoDBDocumentClient = dynamodb()): DocumentStore {
  return {
    add: (document) =>
      putIf(db, {
        TableName: table,
        Item: {
          ...key(document.documentId),
          ...document,
          ...(document.status === "pending" && {
            expiresAt: Math.floor(Date.parse(document.createdAt) / 1000) + unconfirmedLifeSeconds,
          }),
        },
        ConditionExpression: "attribute_not_exists(pk)",
      }),

    async read(documentId) {
      const { Item } = await db.send(
        new GetCommand({ TableName: table, Key: key(documentId), ConsistentRead: true }),
      );
      return Item && fromItem(Item);
    },

    async markClean(documentId, scan) {
      try {
        await db.send(
          new UpdateCommand({
            TableName: table,
            Key: key(documentId),
            UpdateExpression: "SET #status = :clean, #scan = :scan REMOVE expiresAt",
            ConditionExpression: "#status = :pending",
            ExpressionAttributeNames: { "#status": "status", "#scan": "scan" },
            ExpressionAttributeValues: { ":clean": "clean", ":pending": "pending", ":scan": scan },
          }),
        );
      } catch (error) {
        if (isConditionFailure(error) && (await this.read(documentId))?.status === "clean") return;
        throw error;
      }
    },

    async claim(documentId, { caseNumber, at, from }) {
      try {
        await db.send(
          new UpdateCommand({
            TableName: table,
            Key: key(documentId),
            // A repeated claim keeps its time.
            UpdateExpression: from
              ? "SET caseNumber = :case, claimedAt = :at"
              : "SET caseNumber = :case, claimedAt = if_not_exists(claimedAt, :at)",
            ConditionExpression: from
              ? "#status = :clean AND caseNumber = :from"
              : "#status = :clean AND (attribute_not_exists(caseNumber) OR caseNumber = :case)",
            ExpressionAttributeNames: { "#status": "status" },
            ExpressionAttributeValues: {
              ":clean": "clean",
              ":case": caseNumber,
              ":at": at,
              ...(from && { ":from": from }),
            },
          }),
        );
        return "claimed";
      } catch (error) {
        if (!isConditionFailure(error)) throw error;
        const held = await this.read(documentId);
        // Taken over before, and the answer lost: the claim that was there is gone, and this one stands.
        if (held?.caseNumber === caseNumber) return "claimed";
        if (!held?.caseNumber)
          throw new Error(`document ${documentId} cannot be claimed: it is not confirmed`);
        return { holder: held.caseNumber, claimedAt: held.claimedAt };
      }
    },

    async readMany(documentIds) {
      const keys = [...new Set(documentIds)].map(key);
      return (await batchGet(db, table, keys, { consistent: true })).map(fromItem);
    },
  };
}
