import { type DynamoDBDocumentClient, GetCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod";
import { dynamodb } from "#shared/kernel/aws/dynamodb.ts";
import { dynamodbRecordReader, dynamodbRecordStore } from "#shared/kernel/records/dynamodb-record-store.ts";
import type { Catalogue } from "./contents.ts";
import { serviceItemSchema } from "./item.ts";
import { serviceItem } from "./record.ts";

/** Where the content of one version lies, beside the item's record. */
const contentKey = (itemCode: string, digest: string) => ({
  pk: serviceItem.keyOf(itemCode).pk,
  sk: `CONTENT#${digest}`,
});
/** The form as text: a map in DynamoDB forgets the order of a form's questions. */
const stored = z.looseObject({ form: z.string() });

/** For functions that only read: their bundles and their roles hold no way to write. */
export const dynamodbCatalogueReader = (table: string, db: DynamoDBDocumentClient = dynamodb()) => ({
  store: dynamodbRecordReader(serviceItem, table, db),
  contents: {
    async read(itemCode: string, digest: string) {
      const { Item } = await db.send(
        new GetCommand({ TableName: table, Key: contentKey(itemCode, digest), ConsistentRead: true }),
      );
      if (!Item) return undefined;
      const { form, ...content } = stored.parse(Item.content);
      return serviceItemSchema.parse({ ...content, form: JSON.parse(form) });
    },
  },
});

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
