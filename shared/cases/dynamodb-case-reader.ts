import { type DynamoDBDocumentClient, GetCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod";
import { dynamodb } from "#shared/kernel/aws/dynamodb.ts";
import { dynamodbRecordReader } from "#shared/kernel/records/dynamodb-record-reader.ts";
import { formSchema, personSchema } from "./case.ts";
import type { CaseReader } from "./case-store.ts";
import { caseRecord } from "./record.ts";

export const formKey = (revision: number): string => `FORM#${String(revision).padStart(3, "0")}`;
export const personKey = "PERSON";

const personItemSchema = z.object({ person: personSchema });

/** For functions that only read: their bundles and their roles hold no way to write. */
export function dynamodbCaseReader(table: string, db: DynamoDBDocumentClient = dynamodb()): CaseReader {
  const get = async (caseNumber: string, sk: string, maybeOlder = false) => {
    const { Item } = await db.send(
      new GetCommand({
        TableName: table,
        Key: { ...caseRecord.keyOf(caseNumber), sk },
        ConsistentRead: !maybeOlder,
      }),
    );
    return Item;
  };

  return {
    ...dynamodbRecordReader(caseRecord, table, db),

    async readForm(caseNumber, revision, { maybeOlder = false } = {}) {
      const item = await get(caseNumber, formKey(revision), maybeOlder);
      if (!item) return undefined;
      const { pk, sk, ...form } = item;
      return formSchema.parse(form);
    },

    async readPerson(caseNumber) {
      const item = await get(caseNumber, personKey);
      return item && personItemSchema.parse(item).person;
    },
  };
}
