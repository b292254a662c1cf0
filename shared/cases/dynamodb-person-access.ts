import { randomUUID } from "node:crypto";
import { type DynamoDBDocumentClient, PutCommand, QueryCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod";
import { keyFrom } from "#shared/kernel/aws/cursor.ts";
import { dynamodb } from "#shared/kernel/aws/dynamodb.ts";
import type { Cursor, Page } from "#shared/kernel/aws/page.ts";
import { headKey } from "#shared/kernel/messaging/outbox.ts";
import { type PersonAccess, type PersonSearch, personAccessSchema } from "./person-access.ts";
import { caseRecord } from "./record.ts";

const prefix = "ACCESS#";
const startSchema = z.object({ sk: z.string().startsWith(prefix) });
const indexes = {
  idNumber: { name: "byIdNumber", key: "idKey" },
  phone: { name: "byPhone", key: "phoneKey" },
};

/** Who looked at whose data, and who can be found by what. */
export function dynamodbPersonAccess(table: string, db: DynamoDBDocumentClient = dynamodb()) {
  const put = (pk: string, at: string, item: Record<string, unknown>) =>
    db.send(
      new PutCommand({
        TableName: table,
        // Two looks in one millisecond are two looks.
        Item: { pk, sk: `${prefix}${at}#${randomUUID().slice(0, 8)}`, ...item },
      }),
    );
  return {
    /** Stands before anything is shown. */
    async log(caseNumber: string, access: PersonAccess): Promise<void> {
      await put(caseRecord.keyOf(caseNumber).pk, access.at, access);
    },
    async logSearch(search: PersonSearch): Promise<void> {
      await put(`SEARCHES#${search.by.id}`, search.at, search);
    },
    async accesses(caseNumber: string, cursor: Cursor, limit: number): Promise<Page<PersonAccess>> {
      const { pk } = caseRecord.keyOf(caseNumber);
      const start = keyFrom(startSchema, cursor);
      const { Items = [], LastEvaluatedKey } = await db.send(
        new QueryCommand({
          TableName: table,
          KeyConditionExpression: "pk = :pk AND begins_with(sk, :prefix)",
          ExpressionAttributeValues: { ":pk": pk, ":prefix": prefix },
          ScanIndexForward: false,
          Limit: limit,
          ...(start && { ExclusiveStartKey: { pk, sk: start.sk } }),
        }),
      );
      return {
        items: Items.map(({ pk: _pk, sk: _sk, ...access }) => personAccessSchema.parse(access)),
        next: LastEvaluatedKey && { sk: String(LastEvaluatedKey.sk) },
      };
    },
    /** Numbers of the newest cases of whoever has one of these index keys. */
    async find(kind: keyof typeof indexes, keys: string[], limit: number): Promise<string[]> {
      const { name, key } = indexes[kind];
      const pages = await Promise.all(
        keys.map((value) =>
          db.send(
            new QueryCommand({
              TableName: table,
              IndexName: name,
              KeyConditionExpression: "#key = :value",
              ExpressionAttributeNames: { "#key": key },
              ExpressionAttributeValues: { ":value": value },
              ScanIndexForward: false,
              Limit: limit,
            }),
          ),
        ),
      );
      // While the index's secret is rotated there are two lists, each with the newest first.
      return pages
        .flatMap(({ Items = [] }) => Items)
        .sort((a, b) => (String(a.submittedAt) < String(b.submittedAt) ? 1 : -1))
        .slice(0, limit)
        .flatMap(({ pk }) => caseRecord.idIn({ pk: String(pk), sk: headKey }) ?? []);
    },
  };
}

export type PersonAccessStore = ReturnType<typeof dynamodbPersonAccess>;
