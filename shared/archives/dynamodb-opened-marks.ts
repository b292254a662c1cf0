import { type DynamoDBDocumentClient, GetCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod";
import type { ClosedList } from "#shared/cases/public.ts";
import { dynamodb } from "#shared/kernel/aws/dynamodb.ts";

const markSchema = z.object({ at: z.string(), caseNumber: z.string() });
type Mark = z.infer<typeof markSchema>;

/** Up to which of a department's ended cases each has its archive file: the sweep goes on from there. */
export type OpenedMarks = {
  read(department: string, list: ClosedList): Promise<Mark | undefined>;
  write(department: string, list: ClosedList, mark: Mark): Promise<void>;
};

/** In the archives' table, beside its records. */
export function dynamodbOpenedMarks(TableName: string, db: DynamoDBDocumentClient = dynamodb()): OpenedMarks {
  const keyOf = (department: string, list: ClosedList) => ({ pk: `OPENED#${department}`, sk: list });
  return {
    async read(department, list) {
      const { Item } = await db.send(
        new GetCommand({ TableName, Key: keyOf(department, list), ConsistentRead: true }),
      );
      return Item && markSchema.parse(Item);
    },
    async write(department, list, { at, caseNumber }) {
      await db.send(new PutCommand({ TableName, Item: { ...keyOf(department, list), at, caseNumber } }));
    },
  };
}
