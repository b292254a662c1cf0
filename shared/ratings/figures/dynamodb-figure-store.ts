import {
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  paginateQuery,
  UpdateCommand,
} from "@aws-sdk/lib-dynamodb";
import { dynamodb, isConditionFailure } from "#shared/kernel/aws/dynamodb.ts";
import { parseRatingId } from "#shared/ratings/rating.ts";
import { rating } from "#shared/ratings/record.ts";
import { dimensions, type Part } from "./count.ts";
import type { ChangedDay, FigureStore } from "./figure-store.ts";
import { keptFrom, keptItem, keptPartition } from "./kept-item.ts";
import { type Row, rowOfDay, rowOfRatableDay, rowsKey } from "./rows.ts";

const changedPartition = "FIGURES#CHANGED";
const changedKey = ({ department, day }: ChangedDay) => ({
  pk: changedPartition,
  sk: `${day}#${department}`,
});

/**
 * Figures in DynamoDB. Rows are what two indexes of the ratings project. What they add up to is kept by department,
 * an item for each part and day, so that a question reads only days of what it asks for.
 */
export function dynamodbFigureStore(
  tableName: string,
  client: DynamoDBDocumentClient = dynamodb(),
): FigureStore {
  const query = async (
    pk: { name: string; value: string; index?: string },
    between?: { from: string; to: string },
  ): Promise<Record<string, unknown>[]> => {
    const items: Record<string, unknown>[] = [];
    const pages = paginateQuery(
      { client },
      {
        TableName: tableName,
        ...(pk.index && { IndexName: pk.index }),
        KeyConditionExpression: between ? "#pk = :pk AND sk BETWEEN :from AND :to" : "#pk = :pk",
        ExpressionAttributeNames: { "#pk": pk.name },
        ExpressionAttributeValues: {
          ":pk": pk.value,
          ...(between && { ":from": between.from, ":to": between.to }),
        },
      },
    );
    for await (const { Items = [] } of pages) items.push(...Items);
    return items;
  };
  const indexed = async (
    index: "byDay" | "byRatableDay",
    department: string,
    day: string,
    read: typeof rowOfDay,
  ): Promise<Row[]> => {
    const value = rowsKey(department, day);
    const items = await query({ name: rating.indexes[index].key, value, index });
    return items.map(({ pk, sk, row }) => {
      const id = parseRatingId(rating.idIn({ pk: String(pk), sk: String(sk) }) ?? "");
      if (!id) throw new Error(`index ${index} has ${pk}, which is no rating`);
      return read(id, row, day);
    });
  };
  const write = async (send: () => Promise<unknown>): Promise<boolean> => {
    try {
      await send();
      return true;
    } catch (error) {
      if (isConditionFailure(error)) return false;
      throw error;
    }
  };
  return {
    async rows(department, day) {
      const [given, ratable] = await Promise.all([
        indexed("byDay", department, day, rowOfDay),
        indexed("byRatableDay", department, day, rowOfRatableDay),
      ]);
      return [...given, ...ratable];
    },
    async kept(department, from, to, asked) {
      const found = await Promise.all(
        asked.map(async (part) => {
          const items = await query({ name: "pk", value: keptPartition(department, part) }, { from, to });
          return items.map((item) => ({ part, item }));
        }),
      );
      return keptFrom(found.flat());
    },
    async keep(department, made) {
      const keepPart = (part: Part) =>
        write(() =>
          client.send(
            new PutCommand({
              TableName: tableName,
              Item: keptItem(department, part, made),
              ConditionExpression: "attribute_not_exists(pk) OR madeAt < :madeAt",
              ExpressionAttributeValues: { ":madeAt": made.madeAt },
            }),
          ),
        );
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
      const noted = await query({ name: "pk", value: changedPartition }, { from: "0", to: until });
      const open = noted.filter(({ expiresAt }) => expiresAt === undefined);
      const days = open.map(({ sk }) => {
        const [day = "", department = ""] = String(sk).split("#");
        return { department, day };
      });
      for (const day of days)
        await client.send(
          new UpdateCommand({
            TableName: tableName,
            Key: changedKey(day),
            UpdateExpression: "SET takenAt = :at",
            ExpressionAttributeValues: { ":at": at },
          }),
        );
      return days;
    },
    async forgetChanged(changed, takenAt) {
      await write(() =>
        client.send(
          // Nothing here deletes: the note goes away by itself.
          new UpdateCommand({
            TableName: tableName,
            Key: changedKey(changed),
            UpdateExpression: "SET expiresAt = :expired",
            ConditionExpression: "takenAt = :at",
            ExpressionAttributeValues: {
              ":at": takenAt,
              ":expired": Math.floor(Date.parse(takenAt) / 1000),
            },
          }),
        ),
      );
    },
  };
}
