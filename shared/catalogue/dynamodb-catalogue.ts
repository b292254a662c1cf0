import { type DynamoDBDocumentClient, PutCommand } from "@aws-sdk/lib-dynamodb";
import { dynamodb } from "#shared/kernel/aws/dynamodb.ts";
import { dynamodbRecordStore } from "#shared/kernel/records/dynamodb-record-store.ts";
import type { Catalogue } from "./contents.ts";
import { contentKey, dynamodbCatalogueReader } from "./dynamodb-catalogue-reader.ts";
import { serviceItem } from "./record.ts";

export const dynamodbCatalogue = (table: string, db: DynamoDBDocumentClient = dynamodb()): Catalogue => ({
  store: dynamodbRecordStore(serviceItem, table, db),
  contents: {
    ...dynamodbCatalogueReader(table, db).contents,
    async put(item, digest) {
      const content = { ...item, form: JSON.stringify(item.form) };
      await db.send(
        new PutCommand({ TableName: table, Item: { ...contentKey(item.itemCode, digest), content } }),
      );
    },
  },
});
