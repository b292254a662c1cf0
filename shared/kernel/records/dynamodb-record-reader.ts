import { type DynamoDBDocumentClient, GetCommand, paginateQuery, QueryCommand } from "@aws-sdk/lib-dynamodb";
import { batchGet, batchGetLimit } from "#shared/kernel/aws/batch-get.ts";
import { dynamodb } from "#shared/kernel/aws/dynamodb.ts";
import { listing } from "#shared/kernel/aws/listing.ts";
import { headKey, historyPrefix } from "#shared/kernel/messaging/outbox.ts";
import { type Indexes, sortOf } from "./index-definition.ts";
import type { RecordDefinition, RecordOf } from "./record.ts";
import {
  historyEntryOf,
  type RecordStore,
  type Row,
  refuseWithoutHistory,
  refuseWithoutProjection,
} from "./record-store.ts";

/** For functions that only read: their bundles and their roles hold no way to write. */
export type RecordReader<Rec extends RecordOf<object>, Ix extends Indexes<Rec>> = Omit<
  RecordStore<Rec, Ix>,
  "write"
>;

/** Records in DynamoDB: one item each, with its history beside it. */
export function dynamodbRecordReader<Rec extends RecordOf<object>, Ix extends Indexes<Rec>>(
  definition: RecordDefinition<Rec, Ix>,
  table: string,
  db: DynamoDBDocumentClient = dynamodb(),
): RecordReader<Rec, Ix> {
  const listOf = (name: keyof Ix & string) => {
    const index = definition.indexes[name];
    if (!index) throw new Error(`${definition.name} has no index ${name}`);
    const { key, projects } = index;
    return { projects, index: listing(db, table, { name, hash: key, range: sortOf(index) }) };
  };

  return {
    async read(id, { maybeOlder = false } = {}) {
      const { Item } = await db.send(
        new GetCommand({ TableName: table, Key: definition.keyOf(id), ConsistentRead: !maybeOlder }),
      );
      return Item && definition.fromItem(Item);
    },
    async readMany(ids, { maybeOlder = false } = {}) {
      const keys = [...new Set(ids)].map(definition.keyOf);
      const found = new Map<string, Record<string, unknown>>();
      for (let start = 0; start < keys.length; start += batchGetLimit) {
        const chunk = keys.slice(start, start + batchGetLimit);
        for (const item of await batchGet(db, table, chunk, { consistent: !maybeOlder }))
          found.set(`${item.pk} ${item.sk}`, item);
      }
      return keys.flatMap(({ pk, sk }) => {
        const item = found.get(`${pk} ${sk}`);
        return item ? [definition.fromItem(item)] : [];
      });
    },
    async readGroup(group) {
      const query = {
        TableName: table,
        KeyConditionExpression: "pk = :pk AND begins_with(sk, :head)",
        ExpressionAttributeValues: { ":pk": definition.keyOf(group).pk, ":head": headKey },
        ConsistentRead: true,
      };
      const records: Rec[] = [];
      for await (const { Items = [] } of paginateQuery({ client: db }, query))
        records.push(...Items.map(definition.fromItem));
      return records;
    },
    async list(name, partition, { cursor, limit, newestFirst }) {
      const { projects, index } = listOf(name);
      const rows: Record<string, unknown>[] = [];
      let next = cursor;
      // What left the partition meanwhile leaves its place to the rows after it, so no page is short but the last.
      do {
        const asked = { cursor: next, limit: limit - rows.length, ...(newestFirst && { newestFirst }) };
        const page = await (projects ? index.rows(partition, asked) : index.read(partition, asked));
        rows.push(...page.items);
        next = page.next;
      } while (next && rows.length < limit);
      return {
        items: rows.map((row) =>
          projects ? definition.fromRow(name, row) : definition.fromItem(row),
        ) as Row<Rec, Ix[typeof name]>[],
        next,
      };
    },
    async between(name, partition, from, until) {
      const { projects, index } = listOf(name);
      refuseWithoutProjection(name, projects);
      const rows = await index.between(partition, from, until);
      return rows.map((row) => definition.fromRow(name, row)) as Row<Rec, Ix[typeof name]>[];
    },
    async ids(name, partition, until) {
      const keys = await listOf(name).index.keys(partition, until);
      return keys.flatMap((key) => definition.idIn(key) ?? []);
    },
    async history(id, { cursor, limit }) {
      refuseWithoutHistory(definition);
      const { pk } = definition.keyOf(id);
      const { Items = [], LastEvaluatedKey } = await db.send(
        new QueryCommand({
          TableName: table,
          KeyConditionExpression: "pk = :pk AND begins_with(sk, :prefix)",
          ExpressionAttributeValues: { ":pk": pk, ":prefix": historyPrefix },
          Limit: limit,
          ...(cursor?.sk?.startsWith(historyPrefix) && { ExclusiveStartKey: { pk, sk: cursor.sk } }),
        }),
      );
      return {
        items: Items.map((item) => historyEntryOf(definition, id, item)),
        next: LastEvaluatedKey && { sk: String(LastEvaluatedKey.sk) },
      };
    },
  };
}
