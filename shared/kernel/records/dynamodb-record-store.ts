import { type DynamoDBDocumentClient, GetCommand, paginateQuery, QueryCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod";
import { batchGet } from "#shared/kernel/aws/batch-get.ts";
import { keyFrom } from "#shared/kernel/aws/cursor.ts";
import { dynamodb } from "#shared/kernel/aws/dynamodb.ts";
import { nextVersion, putIf } from "#shared/kernel/aws/put-version.ts";
import { writeTogether } from "#shared/kernel/aws/write-together.ts";
import { type FieldCipher, noKeys } from "#shared/kernel/crypto/sealed.ts";
import { headKey, historyPrefix } from "#shared/kernel/messaging/outbox.ts";
import { type Indexes, sortOf } from "./index-definition.ts";
import type { ItemKey, RecordDefinition, RecordOf } from "./record.ts";
import {
  historyEntryOf,
  type RecordStore,
  type Row,
  refuseWithoutHistory,
  refuseWithoutProjection,
} from "./record-store.ts";
import { sealedParts } from "./sealed-parts.ts";

type Item = Record<string, unknown>;

/** DynamoDB refuses a key with an empty part. */
const part = z.string().min(1);
const keySchema = z.object({ pk: part, sk: part });
const historyStart = z.object({ sk: z.string().regex(new RegExp(`^${historyPrefix}\\d+$`)) });

/** Records in DynamoDB, to read and to write. */
export const dynamodbRecordStore = <Rec extends RecordOf<object>, Ix extends Indexes<Rec>>(
  definition: RecordDefinition<Rec, Ix>,
  table: string,
  db: DynamoDBDocumentClient = dynamodb(),
  cipher: FieldCipher = noKeys,
): RecordStore<Rec, Ix> => {
  const { seal } = sealedParts(definition, cipher);
  const put = async (record: Rec) =>
    nextVersion(table, await seal(definition.toItem(record)), record.version);
  return {
    ...dynamodbRecordReader(definition, table, db, cipher),
    put,
    async write(record, { beside = [] } = {}) {
      const own = await put(record);
      if (beside.length === 0) return putIf(db, own);
      return writeTogether(
        db,
        [own, ...beside].map((each) => ({ Put: each })),
      );
    },
  };
};

/**
 * One item for each record, with its history beside it. For functions that only read: their bundles and their roles
 * hold no way to write.
 */
export function dynamodbRecordReader<Rec extends RecordOf<object>, Ix extends Indexes<Rec>>(
  definition: RecordDefinition<Rec, Ix>,
  table: string,
  db: DynamoDBDocumentClient = dynamodb(),
  cipher: FieldCipher = noKeys,
): Omit<RecordStore<Rec, Ix>, "write" | "put"> {
  const { open, openEntry } = sealedParts(definition, cipher);
  const recordsIn = async (items: Item[]): Promise<Rec[]> =>
    (await Promise.all(items.map(open))).map(definition.fromItem);
  /** By key; what is not there is missing. */
  const itemsAt = async (keys: ItemKey[], consistent: boolean): Promise<Item[]> => {
    const found = await batchGet(db, table, keys, { consistent });
    const byKey = new Map(found.map((item) => [`${item.pk} ${item.sk}`, item]));
    return keys.map(({ pk, sk }) => byKey.get(`${pk} ${sk}`)).filter((item) => item !== undefined);
  };
  const allOf = async (query: Parameters<typeof paginateQuery>[1]): Promise<Item[]> => {
    const items: Item[] = [];
    for await (const page of paginateQuery({ client: db }, query)) items.push(...(page.Items ?? []));
    return items;
  };
  const indexOf = (name: keyof Ix & string) => {
    const index = definition.indexes[name];
    if (!index) throw new Error(`${definition.name} has no index ${name}`);
    return { hash: index.key, range: sortOf(index), projects: index.projects };
  };
  /** All of a partition, or what lies up to a point of its order, or from one to another, both ends included. */
  const queryOf = (name: keyof Ix & string, partition: string, until?: string, from?: string) => {
    const { hash, range } = indexOf(name);
    const bounds = from ? "#range BETWEEN :from AND :until" : "#range <= :until";
    return {
      TableName: table,
      IndexName: name,
      KeyConditionExpression: ["#hash = :hash", ...(until ? [bounds] : [])].join(" AND "),
      ExpressionAttributeNames: { "#hash": hash, ...(until && { "#range": range }) },
      ExpressionAttributeValues: {
        ":hash": partition,
        ...(until && { ":until": until }),
        ...(from && { ":from": from }),
      },
    };
  };

  return {
    async read(id, { maybeOlder = false } = {}) {
      const { Item } = await db.send(
        new GetCommand({ TableName: table, Key: definition.keyOf(id), ConsistentRead: !maybeOlder }),
      );
      return Item && definition.fromItem(await open(Item));
    },
    async readMany(ids, { maybeOlder = false } = {}) {
      const items = await itemsAt([...new Set(ids)].map(definition.keyOf), !maybeOlder);
      return recordsIn(items);
    },
    async readGroup(group, { maybeOlder = false } = {}) {
      const items = await allOf({
        TableName: table,
        KeyConditionExpression: "pk = :pk AND begins_with(sk, :head)",
        ExpressionAttributeValues: { ":pk": definition.keyOf(group).pk, ":head": headKey },
        ConsistentRead: !maybeOlder,
      });
      return recordsIn(items);
    },
    async list(name, partition, { cursor, limit, newestFirst = false }) {
      const { hash, range, projects } = indexOf(name);
      const startSchema = keySchema.extend({ [range]: part });
      const rows: Item[] = [];
      let next = cursor;
      // What left the partition meanwhile leaves its place to the rows after it, so no page is short but the last.
      do {
        const start = keyFrom(startSchema, next);
        const { Items = [], LastEvaluatedKey } = await db.send(
          new QueryCommand({
            ...queryOf(name, partition),
            ScanIndexForward: !newestFirst,
            Limit: limit - rows.length,
            // The partition comes from us, never from the cursor.
            ...(start && { ExclusiveStartKey: { ...start, [hash]: partition } }),
          }),
        );
        const current = projects
          ? Items
          : await itemsAt(
              Items.map((row) => keySchema.parse(row)),
              true,
            );
        rows.push(...current.filter((item) => item[hash] === partition));
        next = LastEvaluatedKey && startSchema.parse(LastEvaluatedKey);
      } while (next && rows.length < limit);
      return {
        items: (projects ? rows.map((row) => definition.fromRow(name, row)) : await recordsIn(rows)) as Row<
          Rec,
          Ix[typeof name]
        >[],
        next,
      };
    },
    async between(name, partition, from, until) {
      refuseWithoutProjection(name, indexOf(name).projects);
      const rows = await allOf(queryOf(name, partition, until, from));
      return rows.map((row) => definition.fromRow(name, row)) as Row<Rec, Ix[typeof name]>[];
    },
    async ids(name, partition, until) {
      const rows = await allOf(queryOf(name, partition, until));
      return rows.flatMap((row) => definition.idIn(keySchema.parse(row)) ?? []);
    },
    async history(id, { cursor, limit }) {
      refuseWithoutHistory(definition);
      const { pk } = definition.keyOf(id);
      const start = keyFrom(historyStart, cursor);
      const { Items = [], LastEvaluatedKey } = await db.send(
        new QueryCommand({
          TableName: table,
          KeyConditionExpression: "pk = :pk AND begins_with(sk, :prefix)",
          ExpressionAttributeValues: { ":pk": pk, ":prefix": historyPrefix },
          Limit: limit,
          ...(start && { ExclusiveStartKey: { pk, sk: start.sk } }),
        }),
      );
      return {
        items: (await Promise.all(Items.map(openEntry))).map((item) => historyEntryOf(definition, id, item)),
        next: LastEvaluatedKey && { sk: String(LastEvaluatedKey.sk) },
      };
    },
  };
}
