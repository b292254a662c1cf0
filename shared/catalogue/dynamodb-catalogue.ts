import { type DynamoDBDocumentClient, GetCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod";
import { dynamodb } from "#shared/kernel/aws/dynamodb.ts";
import { dynamodbRecordStore } from "#shared/kernel/records/dynamodb-record-store.ts";
import type { Catalogue, ItemContents } from "./contents.ts";
import { serviceItemSchema } from "./item.ts";
import { serviceItem } from "./record.ts";

const keyOf = (itemCode: string, digest: string) => ({
  pk: serviceItem.keyOf(itemCode).pk,
  sk: `CONTENT#${digest}`,
});
/** The form as text: a map in DynamoDB forgets the order of a form's questions. */
const stored = z.looseObject({ form: z.string() });

/** Beside the items' records. */
function dynamodbContents(table: string, db: DynamoDBDocumentClient): ItemContents {
  return {
    async put(item, digest) {
      const content = { ...item, form: JSON.stringify(item.form) };
      await db.send(new PutCommand({ TableName: table, Item: { ...keyOf(item.itemCode, digest), content } }));
    },
    async read(itemCode, digest) {
      const { Item } = await db.send(
        new GetCommand({ TableName: table, Key: keyOf(itemCode, digest), ConsistentRead: true }),
      );
      if (!Item) return undefined;
      const { form, ...content } = stored.parse(Item.content);
      return serviceItemSchema.parse({ ...content, form: JSON.parse(form) });
    },
  };
}

export const dynamodbCatalogue = (table: string, db: DynamoDBDocumentClient = dynamodb()): Catalogue => ({
  store: dynamodbRecordStore(serviceItem, table, db),
  contents: dynamodbContents(table, db),
});
