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
export function listing(
  client: DynamoDBDocumentClient,
  tableName: string,
  { name, hash, range }: Index,
  { consistent = true }: { consistent?: boolean } = {},
) {
  const query = (list: string, until?: string) => ({
    TableName: tableName,
    IndexName: name,
    KeyConditionExpression: until ? "#hash = :list AND #range <= :until" : "#hash = :list",
    ExpressionAttributeNames: { "#hash": hash, ...(until && { "#range": range }) },
    ExpressionAttributeValues: { ":list": list, ...(until && { ":until": until }) },
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
      const found = await batchGet(client, tableName, keys, { consistent });
      const byKey = new Map(found.map((item) => [`${item.pk} ${item.sk}`, item]));
      const items = keys
        .map(({ pk, sk }) => byKey.get(`${pk} ${sk}`))
        .filter((item) => item !== undefined)
        .filter((item) => item[hash] === list);
      return { items, next: page.next };
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
