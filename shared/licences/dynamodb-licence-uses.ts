import { type DynamoDBDocumentClient, QueryCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod";
import { batchGet } from "#shared/kernel/aws/batch-get.ts";
import { keyFrom } from "#shared/kernel/aws/cursor.ts";
import { dynamodb } from "#shared/kernel/aws/dynamodb.ts";
import { licence } from "./record.ts";
import { keyOfUse, type LicenceUses, licenceUse, usePrefix } from "./use.ts";

const startSchema = z.object({ sk: z.string().startsWith(usePrefix) });

export function dynamodbLicenceUses(table: string, db: DynamoDBDocumentClient = dynamodb()): LicenceUses {
  return {
    async additions(uses) {
      const found = await batchGet(db, table, uses.map(keyOfUse), { consistent: true });
      const known = new Set(found.map(({ pk, sk }) => `${pk} ${sk}`));
      return uses
        .map((use) => ({ ...keyOfUse(use), ...use }))
        .filter(({ pk, sk }) => !known.has(`${pk} ${sk}`))
        .map((Item) => ({ TableName: table, Item, ConditionExpression: "attribute_not_exists(pk)" }));
    },
    async list(licenceId, { cursor, limit }) {
      const { pk } = licence.keyOf(licenceId);
      const start = keyFrom(startSchema, cursor);
      const { Items = [], LastEvaluatedKey } = await db.send(
        new QueryCommand({
          TableName: table,
          KeyConditionExpression: "pk = :pk AND begins_with(sk, :prefix)",
          ExpressionAttributeValues: { ":pk": pk, ":prefix": usePrefix },
          Limit: limit,
          ...(start && { ExclusiveStartKey: { pk, sk: start.sk } }),
        }),
      );
      return {
        items: Items.map((item) => licenceUse.parse(item)),
        next: LastEvaluatedKey && { sk: String(LastEvaluatedKey.sk) },
      };
    },
  };
}
