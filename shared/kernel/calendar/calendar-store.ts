import { type DynamoDBDocumentClient, QueryCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod";
import { dynamodb } from "#shared/kernel/aws/dynamodb.ts";
import { putIf } from "#shared/kernel/aws/put-version.ts";
import { type CalendarYear, calendarYearSchema } from "./calendar-year.ts";

const importedSchema = calendarYearSchema.extend({
  /** Counts how often the year was imported with other days. */
  version: z.int().positive(),
  importedAt: z.iso.datetime(),
  importedBy: z.string(),
  /** Why it took the place of what was known. */
  reason: z.string().optional(),
});
export type ImportedYear = z.infer<typeof importedSchema>;

/** Where imported years are kept. Every adapter passes the same contract suite. */
export type CalendarStore = {
  years(): Promise<ImportedYear[]>;
  /** Only over the version before: false when somebody else was faster. */
  put(year: ImportedYear): Promise<boolean>;
};

const pk = "CALENDAR";
const yearKey = (year: CalendarYear["year"]): string => `YEAR#${year}`;

/** For functions that only read. */
export function dynamodbCalendarReader(
  table: string,
  db: DynamoDBDocumentClient = dynamodb(),
): Pick<CalendarStore, "years"> {
  return {
    async years() {
      // A year is 1 KB, so one page holds a thousand of them.
      const { Items = [] } = await db.send(
        new QueryCommand({
          TableName: table,
          KeyConditionExpression: "pk = :pk",
          ExpressionAttributeValues: { ":pk": pk },
          ConsistentRead: true,
        }),
      );
      return Items.map(({ pk: _pk, sk: _sk, ...year }) => importedSchema.parse(year));
    },
  };
}

export function dynamodbCalendarStore(table: string, db: DynamoDBDocumentClient = dynamodb()): CalendarStore {
  return {
    ...dynamodbCalendarReader(table, db),
    put: (year) =>
      putIf(db, {
        TableName: table,
        Item: { pk, sk: yearKey(year.year), ...year },
        ConditionExpression: "attribute_not_exists(pk) OR version = :before",
        ExpressionAttributeValues: { ":before": year.version - 1 },
      }),
  };
}
