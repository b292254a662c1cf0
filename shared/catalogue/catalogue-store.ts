import {
  type DynamoDBDocumentClient,
  GetCommand,
  QueryCommand,
  TransactWriteCommand,
} from "@aws-sdk/lib-dynamodb";
import {
  dynamodb,
  isTransactionConditionFailure,
  isTransactionConflict,
} from "#shared/kernel/aws/dynamodb.ts";
import { headKey } from "#shared/kernel/messaging/outbox.ts";
import { type CatalogueHead, catalogueHeadSchema } from "./head-item.ts";
import { type ItemSummary, itemSummarySchema, type ServiceItem, serviceItemSchema } from "./item.ts";

export type CatalogueStore = {
  head(itemCode: string): Promise<CatalogueHead | undefined>;
  version(itemCode: string, version: number): Promise<ServiceItem | undefined>;
  /** Writes the version and moves the head to it, both or neither; false when somebody was faster. */
  publish(head: CatalogueHead, item: ServiceItem): Promise<boolean>;
  summaries(): Promise<ItemSummary[]>;
};

/** The form as text: a map in DynamoDB forgets the order of a form's questions. */
const stored = (item: ServiceItem) => ({ ...item, form: JSON.stringify(item.form) });
const itemOf = ({ form, ...item }: { form: unknown }): ServiceItem =>
  serviceItemSchema.parse({ ...item, form: typeof form === "string" ? JSON.parse(form) : form });

const listing = "LISTING";
const partition = (itemCode: string): string => `ITEM#${itemCode}`;
const versionKey = (version: number): string => `VERSION#${String(version).padStart(6, "0")}`;

export function dynamodbCatalogueStore(
  table: string,
  db: DynamoDBDocumentClient = dynamodb(),
): CatalogueStore {
  return {
    async head(itemCode) {
      const { Item } = await db.send(
        new GetCommand({ TableName: table, Key: { pk: partition(itemCode), sk: headKey } }),
      );
      return Item && catalogueHeadSchema.parse(Item);
    },

    async version(itemCode, version) {
      const { Item } = await db.send(
        new GetCommand({ TableName: table, Key: { pk: partition(itemCode), sk: versionKey(version) } }),
      );
      return Item && itemOf(Item.item as { form: unknown });
    },

    async publish(head, item) {
      const pk = partition(head.itemCode);
      const isFirst = head.version === 1;
      try {
        await db.send(
          new TransactWriteCommand({
            TransactItems: [
              {
                Put: {
                  TableName: table,
                  Item: { pk, sk: headKey, listingKey: listing, listingSort: head.itemCode, ...head },
                  ConditionExpression: isFirst ? "attribute_not_exists(pk)" : "#version = :before",
                  ...(!isFirst && {
                    ExpressionAttributeNames: { "#version": "version" },
                    ExpressionAttributeValues: { ":before": head.version - 1 },
                  }),
                },
              },
              { Put: { TableName: table, Item: { pk, sk: versionKey(head.version), item: stored(item) } } },
            ],
          }),
        );
        return true;
      } catch (error) {
        if (isTransactionConflict(error) || isTransactionConditionFailure(error)) return false;
        throw error;
      }
    },

    async summaries() {
      const summaries: ItemSummary[] = [];
      let start: Record<string, unknown> | undefined;
      do {
        const { Items = [], LastEvaluatedKey } = await db.send(
          new QueryCommand({
            TableName: table,
            IndexName: "listing",
            KeyConditionExpression: "listingKey = :key",
            ExpressionAttributeValues: { ":key": listing },
            ExclusiveStartKey: start,
          }),
        );
        summaries.push(...Items.map((item) => itemSummarySchema.parse(item.summary)));
        start = LastEvaluatedKey;
      } while (start);
      return summaries;
    },
  };
}
