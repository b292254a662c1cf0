import { type DynamoDBDocumentClient, paginateQuery, QueryCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod";
import { batchGet } from "#shared/aws/batch-get.ts";
import type { Cursor, Page } from "#shared/aws/page.ts";

const keySchema = z.object({ pk: z.string(), sk: z.string(), listKey: z.string(), listSort: z.string() });

type Asked = { cursor: Cursor; limit: number; newestFirst?: boolean };

/** The index `listing` of the Ratings table: what somebody has to look through, each kind in a partition. */
export function listing(client: DynamoDBDocumentClient, tableName: string) {
  const query = (listKey: string) => ({
    TableName: tableName,
    IndexName: "listing",
    KeyConditionExpression: "listKey = :listKey",
    ExpressionAttributeValues: { ":listKey": listKey },
  });
  return {
    /** One page of items, in the list's order; what left the list meanwhile is not among them. */
    async read(
      listKey: string,
      { cursor, limit, newestFirst = false }: Asked,
    ): Promise<Page<Record<string, unknown>>> {
      const { Items = [], LastEvaluatedKey } = await client.send(
        new QueryCommand({
          ...query(listKey),
          ScanIndexForward: !newestFirst,
          Limit: limit,
          ...(cursor && { ExclusiveStartKey: { ...cursor, listKey } }),
        }),
      );
      const keys = Items.map((item) => keySchema.parse(item));
      const found = await batchGet(
        client,
        tableName,
        keys.map(({ pk, sk }) => ({ pk, sk })),
        { consistent: true },
      );
      const byKey = new Map(found.map((item) => [`${item.pk} ${item.sk}`, item]));
      const items = keys
        .map(({ pk, sk }) => byKey.get(`${pk} ${sk}`))
        .filter((item) => item !== undefined)
        .filter((item) => item.listKey === listKey);
      const last = LastEvaluatedKey && keySchema.parse(LastEvaluatedKey);
      return { items, next: last && { pk: last.pk, sk: last.sk, listSort: last.listSort } };
    },
    /** The keys of all of a list. */
    async keys(listKey: string): Promise<{ pk: string; sk: string }[]> {
      const keys: { pk: string; sk: string }[] = [];
      for await (const { Items = [] } of paginateQuery({ client }, query(listKey)))
        keys.push(...Items.map((item) => keySchema.parse(item)));
      return keys;
    },
  };
}
