import { type DynamoDBDocumentClient, GetCommand, PutCommand, paginateQuery } from "@aws-sdk/lib-dynamodb";
import type { CasesPublic } from "#shared/cases/public.ts";
import { dynamodb } from "#shared/kernel/aws/dynamodb.ts";
import { putIf } from "#shared/kernel/aws/put-version.ts";
import { dynamodbRecordReader } from "#shared/kernel/records/dynamodb-record-store.ts";
import { rating } from "#shared/ratings/record.ts";
import { ratableIn } from "#shared/ratings/stages/ratable.ts";
import { dimensions, type Part } from "./count.ts";
import type { ChangedDay, FigureStore } from "./days.ts";
import { figuresItem, figuresPartition, storedAt, storedDaysOf } from "./kept-item.ts";
import { rowOf } from "./rows.ts";

const changedPartition = "FIGURES#CHANGED";
const changedKey = ({ department, day }: ChangedDay) => ({
  pk: changedPartition,
  sk: `${day}#${department}`,
});

/**
 * Figures in DynamoDB. Rows are what two indexes of the ratings project; what can be rated, the cases say. What it all
 * adds up to is kept by department, an item for each part and day, so that a question reads only days of what it asks
 * for.
 */
export function dynamodbFigureStore(
  tableName: string,
  cases: Pick<CasesPublic, "accepted" | "ended">,
  client: DynamoDBDocumentClient = dynamodb(),
): FigureStore {
  const ratings = dynamodbRecordReader(rating, tableName, client);
  const query = async (pk: string, from: string, to: string): Promise<Record<string, unknown>[]> => {
    const items: Record<string, unknown>[] = [];
    const pages = paginateQuery(
      { client },
      {
        TableName: tableName,
        KeyConditionExpression: "pk = :pk AND sk BETWEEN :from AND :to",
        ExpressionAttributeValues: { ":pk": pk, ":from": from, ":to": to },
      },
    );
    for await (const { Items = [] } of pages) items.push(...Items);
    return items;
  };
  return {
    async facts(department, { from, to }) {
      const [given, others, ratable] = await Promise.all([
        ratings.between("byDay", department, from, to),
        ratings.between("byRatableDay", department, from, to),
        ratableIn(cases, department, { from, to }),
      ]);
      const rows = new Map([...given, ...others].map((row) => [row.ratingId, rowOf(row)]));
      return { rows: [...rows.values()], ratable };
    },
    async kept(department, from, to, asked) {
      const found = await Promise.all(
        asked.map(async (part) => {
          const items = await query(figuresPartition(department, part), from, to);
          return items.map((item) => ({ part, item }));
        }),
      );
      return storedDaysOf(found.flat());
    },
    async keep(department, made) {
      const keepPart = (part: Part) =>
        putIf(client, {
          TableName: tableName,
          Item: figuresItem(department, part, made),
          ConditionExpression: "attribute_not_exists(pk) OR madeAt < :madeAt",
          ExpressionAttributeValues: { ":madeAt": storedAt(made.madeAt) },
        });
      await Promise.all(dimensions.map(keepPart));
      // Whether a day was made shows in its whole, so that comes last.
      await keepPart("all");
    },
    async noteChanged(changed) {
      const Key = changedKey(changed);
      const { Item } = await client.send(new GetCommand({ TableName: tableName, Key, ConsistentRead: true }));
      if (!Item || Item.takenAt) await client.send(new PutCommand({ TableName: tableName, Item: Key }));
    },
    async takeChanged(until, at) {
      const noted = await query(changedPartition, "0", until);
      const open = noted.filter(({ expiresAt }) => expiresAt === undefined);
      const days = open.map(({ sk }) => {
        const [day = "", department = ""] = String(sk).split("#");
        return { department, day };
      });
      for (const day of days)
        await client.send(
          new PutCommand({ TableName: tableName, Item: { ...changedKey(day), takenAt: at } }),
        );
      return days;
    },
    async forgetChanged(changed, takenAt) {
      // Nothing here deletes: the note goes away by itself.
      const expiresAt = Math.floor(Date.parse(takenAt) / 1000);
      await putIf(client, {
        TableName: tableName,
        Item: { ...changedKey(changed), takenAt, expiresAt },
        ConditionExpression: "takenAt = :at",
        ExpressionAttributeValues: { ":at": takenAt },
      });
    },
  };
}
