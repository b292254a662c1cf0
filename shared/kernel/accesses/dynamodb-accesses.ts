import { randomUUID } from "node:crypto";
import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import {
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  UpdateCommand,
} from "@aws-sdk/lib-dynamodb";
import * as z from "zod";
import { keyFrom } from "#shared/kernel/aws/cursor.ts";
import { dynamodb } from "#shared/kernel/aws/dynamodb.ts";
import { putIf } from "#shared/kernel/aws/put-version.ts";
import { dayOf } from "#shared/kernel/calendar/working-days.ts";
import { readVariables } from "#shared/kernel/needs.ts";
import { expiryAfterDays } from "#shared/kernel/records/retention.ts";
import { type Accesses, accessSchema, searchSchema } from "./access.ts";
import { accessPolicy } from "./policy.ts";

/** Entries that this execution environment has written and need not write again. */
const maxRemembered = 10_000;
const goesAt = (at: string, kept: keyof typeof accessPolicy.keptDays): number =>
  expiryAfterDays(at, accessPolicy.keptDays[kept]);

const startSchema = z.object({ sk: z.string().regex(/^\d{4}-\d\d-\d\dT\d\d/) });
const searchStartSchema = z.object({ sk: z.string().regex(/#\d{4}-\d\d-\d\dT/) });
const searchesKey = (day: string): string => `SEARCHES#${day}`;
const subjectKey = (subject: string): string => `ACCESS#${subject}`;
const openingKey = (subject: string, account: string) => ({ pk: `OPENING#${subject}`, sk: account });

/** A table of its own: whoever shows a record writes here, and nowhere else outside its context. */
export function dynamodbAccesses(table: string, db: DynamoDBDocumentClient = dynamodb()): Accesses {
  const written = new Set<string>();
  const put = (Item: Record<string, unknown>) => db.send(new PutCommand({ TableName: table, Item }));

  return {
    async record(subject, access) {
      const pk = subjectKey(subject);
      const { at, by, what, record = "" } = access;
      const expiresAt = goesAt(at, "looks");
      // Two looks in one millisecond are two looks.
      if (access.reason !== undefined) {
        await put({ pk, sk: `${at}#${randomUUID().slice(0, 8)}`, ...access, expiresAt });
        return;
      }
      const sk = `${at.slice(0, 13)}#${by.id}#${what}#${record}`;
      if (written.has(pk + sk)) return;
      await putIf(db, {
        TableName: table,
        Item: { pk, sk, ...access, expiresAt },
        ConditionExpression: "attribute_not_exists(pk)",
      });
      if (written.size >= maxRemembered) written.clear();
      written.add(pk + sk);
    },

    async list(subject, cursor, limit) {
      const pk = subjectKey(subject);
      const start = keyFrom(startSchema, cursor);
      const { Items = [], LastEvaluatedKey } = await db.send(
        new QueryCommand({
          TableName: table,
          KeyConditionExpression: "pk = :pk",
          ExpressionAttributeValues: { ":pk": pk },
          ScanIndexForward: false,
          Limit: limit,
          ...(start && { ExclusiveStartKey: { pk, sk: start.sk } }),
        }),
      );
      return {
        items: Items.map(({ pk: _pk, sk: _sk, expiresAt: _goes, ...access }) =>
          accessSchema.parse(access),
        ).sort((a, b) => (a.at < b.at ? 1 : -1)),
        next: LastEvaluatedKey && { sk: String(LastEvaluatedKey.sk) },
      };
    },

    async open(subject, account, until) {
      const expiresAt = Math.ceil(Date.parse(until) / 1000);
      await put({ ...openingKey(subject, account), until, expiresAt });
    },

    async isOpen(subject, account, now) {
      const { Item } = await db.send(
        new GetCommand({ TableName: table, Key: openingKey(subject, account), ConsistentRead: true }),
      );
      return typeof Item?.until === "string" && now < Item.until;
    },

    async count(account, kind, at) {
      const { perHour, perDay } = accessPolicy.limits[kind];
      const hour = `hour${at.slice(11, 13)}`;
      try {
        const { Attributes } = await db.send(
          new UpdateCommand({
            TableName: table,
            Key: { pk: `COUNT#${account}`, sk: `${kind}#${dayOf(at)}` },
            UpdateExpression: "ADD #day :one, #hour :one SET expiresAt = :expiresAt",
            ConditionExpression:
              "(attribute_not_exists(#day) OR #day < :perDay) AND (attribute_not_exists(#hour) OR #hour < :perHour)",
            ExpressionAttributeNames: { "#day": "day", "#hour": hour },
            ExpressionAttributeValues: {
              ":one": 1,
              ":perHour": perHour,
              ":perDay": perDay,
              ":expiresAt": goesAt(at, "counts"),
            },
            ReturnValues: "ALL_NEW",
            ReturnValuesOnConditionCheckFailure: "ALL_OLD",
          }),
        );
        return { inHour: Number(Attributes?.[hour]) };
      } catch (error) {
        if (!(error instanceof ConditionalCheckFailedException)) throw error;
        const isDay = Number(error.Item?.day?.N) >= perDay;
        return { over: isDay ? "day" : "hour", inHour: Number(error.Item?.[hour]?.N ?? 0) };
      }
    },

    async recordSearch(search) {
      const { at, by } = search;
      await put({
        pk: searchesKey(dayOf(at)),
        sk: `${by.id}#${at}#${randomUUID().slice(0, 8)}`,
        ...search,
        expiresAt: goesAt(at, "searches"),
      });
    },

    async searches({ day, account }, cursor, limit) {
      const pk = searchesKey(day);
      const prefix = account === undefined ? undefined : `${account}#`;
      const start = keyFrom(searchStartSchema, cursor);
      const { Items = [], LastEvaluatedKey } = await db.send(
        new QueryCommand({
          TableName: table,
          KeyConditionExpression: prefix ? "pk = :pk AND begins_with(sk, :prefix)" : "pk = :pk",
          ExpressionAttributeValues: { ":pk": pk, ...(prefix && { ":prefix": prefix }) },
          Limit: limit,
          ...(start &&
            (!prefix || start.sk.startsWith(prefix)) && { ExclusiveStartKey: { pk, sk: start.sk } }),
        }),
      );
      return {
        items: Items.map(({ pk: _pk, sk: _sk, expiresAt: _goes, ...search }) => searchSchema.parse(search)),
        next: LastEvaluatedKey && { sk: String(LastEvaluatedKey.sk) },
      };
    },
  };
}

/** By the table that every function is given whose routes open something. */
export const accessesOf = (): Accesses => dynamodbAccesses(readVariables(["ACCESSES_TABLE"]).ACCESSES_TABLE);
