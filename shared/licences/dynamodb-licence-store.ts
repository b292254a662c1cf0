import {
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  TransactWriteCommand,
} from "@aws-sdk/lib-dynamodb";
import * as z from "zod";
import { batchGet } from "#shared/kernel/aws/batch-get.ts";
import { dynamodb, isConditionFailure, isTransactionConditionFailure } from "#shared/kernel/aws/dynamodb.ts";
import { listing } from "#shared/kernel/aws/listing.ts";
import { putVersion } from "#shared/kernel/aws/put-version.ts";
import { headKey } from "#shared/kernel/messaging/outbox.ts";
import { licenceDocumentSchema } from "./licence.ts";
import { fromItem, holderPartition, licencePartition, toItem } from "./licence-item.ts";
import type { LicenceStore } from "./licence-store.ts";

const documentKey = "DOCUMENT";
const usePrefix = "USE#";
const useSchema = z.object({
  licenceId: z.string(),
  caseNumber: z.string(),
  materialId: z.string(),
  department: z.string(),
  itemCode: z.string(),
  at: z.string(),
});

export function dynamodbLicenceStore(table: string, db: DynamoDBDocumentClient = dynamodb()): LicenceStore {
  const get = async (licenceId: string, sk: string) => {
    const Key = { pk: licencePartition(licenceId), sk };
    const { Item } = await db.send(new GetCommand({ TableName: table, Key, ConsistentRead: true }));
    return Item;
  };
  const readMany = async (licenceIds: string[]) => {
    const keys = [...new Set(licenceIds)].map((id) => ({ pk: licencePartition(id), sk: headKey }));
    return (await batchGet(db, table, keys, { consistent: true })).map(fromItem);
  };

  const holders = listing(db, table, { name: "byHolder", hash: "holderKey", range: "issuedKey" });

  return {
    async issue(licence, document) {
      const pk = licencePartition(licence.licenceId);
      try {
        await db.send(
          new TransactWriteCommand({
            TransactItems: [
              {
                Put: {
                  TableName: table,
                  Item: toItem(licence),
                  ConditionExpression: "attribute_not_exists(pk)",
                },
              },
              { Put: { TableName: table, Item: { pk, sk: documentKey, document } } },
            ],
          }),
        );
        return true;
      } catch (error) {
        if (isTransactionConditionFailure(error)) return false;
        throw error;
      }
    },

    replace: (next) => putVersion(db, table, toItem(next), next.version),

    async read(licenceId) {
      const item = await get(licenceId, headKey);
      return item && fromItem(item);
    },

    readMany,

    async readDocument(licenceId) {
      const item = await get(licenceId, documentKey);
      return item && licenceDocumentSchema.parse(item.document);
    },

    async byHolder(account, cursor, limit) {
      const page = await holders.read(holderPartition(account), { cursor, limit, newestFirst: true });
      return { items: page.items.map(fromItem), next: page.next };
    },

    async recordUse(use) {
      const sk = `${usePrefix}${use.caseNumber}#${use.materialId}`;
      try {
        await db.send(
          new PutCommand({
            TableName: table,
            Item: { pk: licencePartition(use.licenceId), sk, ...use },
            ConditionExpression: "attribute_not_exists(pk)",
          }),
        );
      } catch (error) {
        if (!isConditionFailure(error)) throw error;
      }
    },

    async uses(licenceId, cursor, limit) {
      const pk = licencePartition(licenceId);
      const { Items = [], LastEvaluatedKey } = await db.send(
        new QueryCommand({
          TableName: table,
          KeyConditionExpression: "pk = :pk AND begins_with(sk, :prefix)",
          ExpressionAttributeValues: { ":pk": pk, ":prefix": usePrefix },
          Limit: limit,
          ...(cursor?.sk?.startsWith(usePrefix) && { ExclusiveStartKey: { pk, sk: cursor.sk } }),
        }),
      );
      return {
        items: Items.map((item) => useSchema.parse(item)),
        next: LastEvaluatedKey && { sk: String(LastEvaluatedKey.sk) },
      };
    },
  };
}
