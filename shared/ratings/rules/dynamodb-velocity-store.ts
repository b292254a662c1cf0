import { type DynamoDBDocumentClient, GetCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod";
import { dynamodb, isConditionFailure } from "#shared/kernel/aws/dynamodb.ts";
import { ratingIdText } from "#shared/ratings/rating.ts";
import { bucketPartition, parsed, type Seen, type VelocityStore } from "./velocity-store.ts";

const itemSchema = z.object({
  ids: z.set(z.string()).default(new Set()),
  others: z.boolean().default(false),
});

/** Late devices bring ratings of days ago; after this their period is forgotten. */
const keptDays = 14;

/** Periods in DynamoDB: an item each, with the ratings' ids as a set, so that repeats change nothing. */
export function dynamodbVelocityStore(
  tableName: string,
  client: Pick<DynamoDBDocumentClient, "send"> = dynamodb(),
): VelocityStore {
  return {
    async note(bucket, id, best) {
      const Key = { pk: bucketPartition(bucket), sk: `PERIOD#${bucket.from}` };
      const text = ratingIdText(id);
      const seenIn = (item: unknown, full: boolean): Seen => {
        const { ids, others } = itemSchema.parse(item ?? {});
        return { ids: parsed(ids), full, onlyBest: !others };
      };
      try {
        const { Attributes } = await client.send(
          new UpdateCommand({
            TableName: tableName,
            Key,
            UpdateExpression: `ADD #ids :id SET #expires = :expires${best ? "" : ", #others = :true"}`,
            ConditionExpression: "attribute_not_exists(#ids) OR contains(#ids, :text) OR size(#ids) <= :most",
            ExpressionAttributeNames: {
              "#ids": "ids",
              "#expires": "expiresAt",
              ...(!best && { "#others": "others" }),
            },
            ExpressionAttributeValues: {
              ":id": new Set([text]),
              ":text": text,
              ":most": bucket.rule.moreThan,
              ":expires": Math.floor(Date.parse(bucket.until) / 1000) + keptDays * 86_400,
              ...(!best && { ":true": true }),
            },
            ReturnValues: "ALL_NEW",
          }),
        );
        return seenIn(Attributes, false);
      } catch (error) {
        if (!isConditionFailure(error)) throw error;
        const { Item } = await client.send(
          new GetCommand({ TableName: tableName, Key, ConsistentRead: true }),
        );
        return seenIn(Item, true);
      }
    },
  };
}
