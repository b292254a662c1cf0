import { type DynamoDBDocumentClient, QueryCommand } from "@aws-sdk/lib-dynamodb";
import { dynamodb } from "#shared/kernel/aws/dynamodb.ts";
import { putIf } from "#shared/kernel/aws/put-version.ts";
import { licence } from "./record.ts";
import { keyOfUse, type LicenceUses, licenceUse, usePrefix } from "./use.ts";

export function dynamodbLicenceUses(table: string, db: DynamoDBDocumentClient = dynamodb()): LicenceUses {
  return {
    async add(use) {
      // What is there already was told twice.
      await putIf(db, {
        TableName: table,
        Item: { ...keyOfUse(use), ...use },
        ConditionExpression: "attribute_not_exists(pk)",
      });
    },
    async list(licenceId, { cursor, limit }) {
      const { pk } = licence.keyOf(licenceId);
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
        items: Items.map((item) => licenceUse.parse(item)),
        next: LastEvaluatedKey && { sk: String(LastEvaluatedKey.sk) },
      };
    },
  };
}
