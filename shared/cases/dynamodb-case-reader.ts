import { type DynamoDBDocumentClient, GetCommand, QueryCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod";
import { dynamodb } from "#shared/kernel/aws/dynamodb.ts";
import { headKey, historyPrefix } from "#shared/kernel/messaging/outbox.ts";
import { formSchema, noteSchema, personSchema } from "./case.ts";
import type { CaseStore } from "./case-store.ts";
import { casePartition, fromItem } from "./head-item.ts";
import { caseEventSchema, type FactChanges, factChangesSchema } from "./history.ts";

export const formKey = (revision: number): string => `FORM#${String(revision).padStart(3, "0")}`;
export const personKey = "PERSON";

const personItemSchema = z.object({ person: personSchema });
const historyItemSchema = z.object({
  event: caseEventSchema,
  privateNote: noteSchema.optional(),
  changes: factChangesSchema,
});

export type CaseReader = Pick<CaseStore, "read" | "readForm" | "readPerson" | "history">;

/** One case at a time, for functions that only read: their bundles and their roles hold no way to write. */
export function dynamodbCaseReader(table: string, db: DynamoDBDocumentClient = dynamodb()): CaseReader {
  const get = async (caseNumber: string, sk: string) => {
    const { Item } = await db.send(
      new GetCommand({
        TableName: table,
        Key: { pk: casePartition(caseNumber), sk },
        ConsistentRead: true,
      }),
    );
    return Item;
  };

  return {
    async read(caseNumber) {
      const item = await get(caseNumber, headKey);
      return item && fromItem(item);
    },

    async readForm(caseNumber, revision) {
      const item = await get(caseNumber, formKey(revision));
      if (!item) return undefined;
      const { pk, sk, ...form } = item;
      return formSchema.parse(form);
    },

    async readPerson(caseNumber) {
      const item = await get(caseNumber, personKey);
      return item && personItemSchema.parse(item).person;
    },

    async history(caseNumber, cursor, limit) {
      const pk = casePartition(caseNumber);
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
        items: Items.map((item) => {
          const { event, privateNote, changes } = historyItemSchema.parse(item);
          return {
            version: Number(String(item.sk).slice(historyPrefix.length)),
            event,
            changes: changes as FactChanges,
            ...(privateNote && { note: privateNote }),
          };
        }),
        next: LastEvaluatedKey && { sk: String(LastEvaluatedKey.sk) },
      };
    },
  };
}
