import { type DynamoDBDocumentClient, paginateQuery, QueryCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod";
import { batchGet } from "./batch-get.ts";
import type { Cursor, Page } from "./page.ts";

export type Index = { name: string; hash: string; range: string };
type Asked = { cursor: Cursor; limit: number; newestFirst?: boolean };

/** DynamoDB refuses a key with an empty part. */
const part = z.string().min(1);
const cursorShape = (range: string) => z.object({ pk: part, sk: part, [range]: part });
const keySchema = z.object({ pk: z.string(), sk: z.string() });

/** A sparse index of keys: lists of what somebody has to look through, each in a partition of its own. */
export function listing(client: DynamoDBDocumentClient, tableName: string, { name, hash, range }: Index) {
  /** All of a list, or what lies up to a point of its order, or from one to another, both ends included. */
  const query = (list: string, until?: string, from?: string) => ({
    TableName: tableName,
    IndexName: name,
    KeyConditionExpression: [
      "#hash = :list",
      until && (from ? "#range BETWEEN :from AND :until" : "#range <= :until"),
    ]
      .filter(Boolean)
      .join(" AND "),
    ExpressionAttributeNames: { "#hash": hash, ...(until && { "#range": range }) },
    ExpressionAttributeValues: {
      ":list": list,
      ...(until && { ":until": until }),
      ...(from && { ":from": from }),
    },
  });
  const rows = async (
    list: string,
    { cursor, limit, newestFirst = false }: Asked,
  ): Promise<Page<Record<string, unknown>>> => {
    const start = cursor && cursorShape(range).safeParse(cursor).data;
    const { Items = [], LastEvaluatedKey } = await client.send(
      new QueryCommand({
        ...query(list),
        ScanIndexForward: !newestFirst,
        Limit: limit,
        // The partition comes from us, never from the cursor.
        ...(start && { ExclusiveStartKey: { ...start, [hash]: list } }),
      }),
    );
    return { items: Items, next: LastEvaluatedKey && cursorShape(range).parse(LastEvaluatedKey) };
  };
  return {
    /** One page of what the index itself holds, in the list's order. */
    rows,
    /** One page of items, in the list's order; what left the list meanwhile is not among them. */
    async read(list: string, asked: Asked): Promise<Page<Record<string, unknown>>> {
      const page = await rows(list, asked);
      const keys = page.items.map((item) => keySchema.parse(item));
      const found = await batchGet(client, tableName, keys, { consistent: true });
      const byKey = new Map(found.map((item) => [`${item.pk} ${item.sk}`, item]));
      const items = keys
        .map(({ pk, sk }) => byKey.get(`${pk} ${sk}`))
        .filter((item) => item !== undefined)
        .filter((item) => item[hash] === list);
      return { items, next: page.next };
    },
    /** What the index itself holds from one point of its order to another, both included, in that order. */
    async between(list: string, from: string, until: string): Promise<Record<string, unknown>[]> {
      const rows: Record<string, unknown>[] = [];
      for await (const { Items = [] } of paginateQuery({ client }, query(list, until, from)))
        rows.push(...Items);
      return rows;
    },
    /** The keys of all of a list, or of what lies up to a point of its order. */
    async keys(list: string, until?: string): Promise<{ pk: string; sk: string }[]> {
      const keys: { pk: string; sk: string }[] = [];
      for await (const { Items = [] } of paginateQuery({ client }, query(list, until)))
        keys.push(...Items.map((item) => keySchema.parse(item)));
      return keys;
    },
  };
}
