import { type DynamoDBDocumentClient, paginateQuery, TransactWriteCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod";
import type { satisfactionLevels } from "#events/rating.ts";
import { dynamodb, isTransactionConditionFailure, isTransactionConflict } from "#shared/aws/dynamodb.ts";
import { ratingPartition } from "./rating-item.ts";
import { type LevelCounts, sumOf } from "./summary.ts";
import type { CountedRating, SummaryStore } from "./summary-store.ts";

const count = z.int().nonnegative().default(0);
const dayItemSchema = z.object({
  veryDissatisfied: count,
  dissatisfied: count,
  basicallySatisfied: count,
  satisfied: count,
  verySatisfied: count,
} satisfies Record<(typeof satisfactionLevels)[number], z.ZodType>);

const departmentKey = (department: string): string => `SUMMARY#${department}`;
const dayKey = (day: string): string => `DAY#${day}`;

const attempts = 6;
const pause = (attempt: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, 20 * 2 ** attempt * (0.5 + Math.random())));

/**
 * Counters in DynamoDB, one small item per department and day, so that a summary reads days and not ratings.
 *
 * A counter cannot tell a repeat from another rating, so each rating gets a mark of its own in the same
 * transaction. The mark stands with the rating and stays as long as it: were it to expire, replaying the bus's
 * archive would count everything again. That is 0.2 KB per rating and four write units instead of one.
 */
export function dynamodbSummaryStore(
  tableName: string,
  client: Pick<DynamoDBDocumentClient, "send"> = dynamodb(),
): SummaryStore {
  const transactionOf = (rating: CountedRating) => ({
    TransactItems: [
      {
        Put: {
          TableName: tableName,
          Item: {
            pk: ratingPartition(rating),
            sk: "COUNTED",
            department: rating.department,
            day: rating.day,
          },
          ConditionExpression: "attribute_not_exists(pk)",
        },
      },
      {
        Update: {
          TableName: tableName,
          Key: { pk: departmentKey(rating.department), sk: dayKey(rating.day) },
          UpdateExpression: "ADD #level :one",
          ExpressionAttributeNames: { "#level": rating.level },
          ExpressionAttributeValues: { ":one": 1 },
        },
      },
    ],
  });

  return {
    async count(rating) {
      for (let attempt = 1; ; attempt += 1) {
        try {
          await client.send(new TransactWriteCommand(transactionOf(rating)));
          return true;
        } catch (error) {
          if (isTransactionConditionFailure(error)) return false;
          // Somebody else was counting for the same department and day.
          if (!isTransactionConflict(error) || attempt === attempts) throw error;
          await pause(attempt);
        }
      }
    },
    async sum(department, from, to) {
      const pages = paginateQuery(
        { client: client as DynamoDBDocumentClient },
        {
          TableName: tableName,
          KeyConditionExpression: "pk = :pk AND sk BETWEEN :from AND :to",
          ExpressionAttributeValues: {
            ":pk": departmentKey(department),
            ":from": dayKey(from),
            ":to": dayKey(to),
          },
        },
      );
      const days: LevelCounts[] = [];
      for await (const { Items = [] } of pages) days.push(...Items.map((item) => dayItemSchema.parse(item)));
      return sumOf(days);
    },
  };
}
