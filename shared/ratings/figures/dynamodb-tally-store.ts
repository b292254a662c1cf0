import { type DynamoDBDocumentClient, paginateQuery, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod";
import { dynamodb, isConditionFailure } from "#shared/kernel/aws/dynamodb.ts";
import { type Counts, sumOf } from "./figures.ts";
import type { Tally } from "./tallies.ts";
import type { DayCounters, TallyStore } from "./tally-store.ts";

export const figuresPartition = (department: string): string => `FIGURES#${department}`;
const dayKey = (day: string): string => `DAY#${day}`;

/** A department's day in so many items, so that neither a busy counter nor a long list of ratings is one item. */
const shards = 4;
const shardOf = ({ id }: Tally): number => Number.parseInt(id.slice(0, 4), 16) % shards;

export const figuresKeyOf = (tally: Tally) => ({
  pk: figuresPartition(tally.department),
  sk: `${dayKey(tally.day)}#${shardOf(tally)}`,
});

/** In each item a set of 8-byte ids says which ratings have been counted as what; they stay as long as the counts. */
const setName = ({ kind }: Tally): string => `ids.${kind}`;

export const countersOf = (item: Record<string, unknown>): Counts =>
  z
    .record(z.string(), z.number())
    .parse(Object.fromEntries(Object.entries(item).filter(([name]) => name.includes("|"))));

/** What an item ought to hold, from all the tallies that hold and have its key: for the recount. */
export function figuresItem(tallies: readonly Tally[]): Record<string, unknown> {
  const item: Record<string, unknown> = {};
  for (const tally of tallies) {
    const ids = (item[setName(tally)] as Set<string> | undefined) ?? new Set<string>();
    item[setName(tally)] = ids.add(tally.id);
    for (const name of tally.counters) item[name] = Number(item[name] ?? 0) + 1;
  }
  return item;
}

/**
 * Counters in DynamoDB. A counter cannot tell a repeat from another rating, so each item holds the ids that it
 * has counted: one conditional update of one item counts, and none counts twice, also when the bus's archive is
 * replayed.
 */
export function dynamodbTallyStore(
  tableName: string,
  client: Pick<DynamoDBDocumentClient, "send"> = dynamodb(),
): TallyStore {
  return {
    async settle(tally) {
      const { counters, holds } = tally;
      const id = Buffer.from(tally.id, "hex");
      const names = Object.fromEntries(counters.map((name, index) => [`#c${index}`, name]));
      const step = Object.keys(names).map((name) => `${name} :step`);
      try {
        await client.send(
          new UpdateCommand({
            TableName: tableName,
            Key: figuresKeyOf(tally),
            UpdateExpression: holds
              ? `ADD #version :one, #ids :ids, ${step.join(", ")}`
              : `ADD #version :one, ${step.join(", ")} DELETE #ids :ids`,
            ConditionExpression: holds ? "NOT contains(#ids, :id)" : "contains(#ids, :id)",
            ExpressionAttributeNames: { "#ids": setName(tally), "#version": "version", ...names },
            ExpressionAttributeValues: {
              ":ids": new Set([id]),
              ":id": id,
              ":step": holds ? 1 : -1,
              ":one": 1,
            },
          }),
        );
        return true;
      } catch (error) {
        if (isConditionFailure(error)) return false;
        throw error;
      }
    },
    async days(department, from, to) {
      const pages = paginateQuery(
        { client: client as DynamoDBDocumentClient },
        {
          TableName: tableName,
          KeyConditionExpression: "pk = :pk AND sk BETWEEN :from AND :to",
          ExpressionAttributeValues: {
            ":pk": figuresPartition(department),
            ":from": dayKey(from),
            ":to": `${dayKey(to)}#9`,
          },
        },
      );
      const days = new Map<string, Counts[]>();
      for await (const { Items = [] } of pages)
        for (const item of Items) {
          const [, day = ""] = String(item.sk).split("#");
          days.set(day, [...(days.get(day) ?? []), countersOf(item)]);
        }
      return [...days].map(([day, counters]): DayCounters => ({ day, counters: sumOf(counters) }));
    },
  };
}
