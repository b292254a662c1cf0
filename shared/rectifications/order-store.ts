import { type DynamoDBDocumentClient, GetCommand, QueryCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod";
import { dynamodb } from "#shared/kernel/aws/dynamodb.ts";
import { listing } from "#shared/kernel/aws/listing.ts";
import type { Cursor, Page } from "#shared/kernel/aws/page.ts";
import { putVersion } from "#shared/kernel/aws/put-version.ts";
import { headKey, historyPrefix } from "#shared/kernel/messaging/outbox.ts";
import type { Order } from "./order.ts";
import { applicantPartition, fromItem, openPartition, orderPartition, toItem } from "./order-item.ts";

const entrySchema = z.object({
  event: z.object({
    type: z.string(),
    time: z.string(),
    data: z.object({ state: z.string() }).loose(),
  }),
  privateNote: z
    .object({ actor: z.object({ role: z.string(), id: z.string() }), words: z.string().optional() })
    .optional(),
});
export type OrderEntry = z.infer<typeof entrySchema>;

export type OrderStore = {
  read(rectificationId: string): Promise<Order | undefined>;
  /** On the condition that the version before is the one stored. False when somebody else was faster. */
  write(order: Order): Promise<boolean>;
  /** Orders that have not ended, by what is due first. */
  open(cursor: Cursor, limit: number): Promise<Page<Order>>;
  /** Ids of open orders whose deadline has passed. */
  overdue(now: string): Promise<string[]>;
  /** Newest first. */
  byApplicant(applicantId: string, cursor: Cursor, limit: number): Promise<Page<Order>>;
  /** What happened, as far as the relay has written it: at most a page, which an order does not exceed. */
  history(rectificationId: string): Promise<OrderEntry[]>;
};

/** Work orders in DynamoDB: one item each, with its history beside it. */
export function dynamodbOrderStore(table: string, db: DynamoDBDocumentClient = dynamodb()): OrderStore {
  const openList = listing(db, table, { name: "open", hash: "openKey", range: "dueAt" });
  const applicants = listing(db, table, { name: "byApplicant", hash: "applicantKey", range: "openedAt" });
  return {
    async read(rectificationId) {
      const Key = { pk: orderPartition(rectificationId), sk: headKey };
      const { Item } = await db.send(new GetCommand({ TableName: table, Key, ConsistentRead: true }));
      return Item && fromItem(Item);
    },
    write: (order) => putVersion(db, table, toItem(order), order.version),
    async open(cursor, limit) {
      const page = await openList.read(openPartition, { cursor, limit });
      return { items: page.items.map(fromItem), next: page.next };
    },
    async overdue(now) {
      const keys = await openList.keys(openPartition, now);
      return keys.map(({ pk }) => pk.slice(orderPartition("").length));
    },
    async byApplicant(applicantId, cursor, limit) {
      const page = await applicants.read(applicantPartition(applicantId), {
        cursor,
        limit,
        newestFirst: true,
      });
      return { items: page.items.map(fromItem), next: page.next };
    },
    async history(rectificationId) {
      const { Items = [] } = await db.send(
        new QueryCommand({
          TableName: table,
          KeyConditionExpression: "pk = :pk AND begins_with(sk, :prefix)",
          ExpressionAttributeValues: {
            ":pk": orderPartition(rectificationId),
            ":prefix": historyPrefix,
          },
          Limit: 100,
        }),
      );
      return Items.map((item) => entrySchema.parse(item));
    },
  };
}
