import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import { type DynamoDBDocumentClient, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { unmarshall } from "@aws-sdk/util-dynamodb";
import * as z from "zod";
import { dynamodb } from "#shared/kernel/aws/dynamodb.ts";
import { ratingIdText } from "#shared/ratings/rating.ts";
import type { Bucket } from "./velocity.ts";
import { type BucketGroup, type CountedBucket, groupsOf, parsed, type VelocityStore } from "./velocity.ts";

/** The periods' ratings, each under its `attributeOf`, and those periods in which not all had five stars. */
const itemSchema = z.looseObject({ others: z.set(z.string()).default(new Set()) });
const idsSchema = z.set(z.string()).default(new Set());
type Item = z.infer<typeof itemSchema>;

const attributeOf = ({ rule, from }: Bucket): string => `${rule.id}@${from}`;
const idsIn = (item: Item, bucket: Bucket): Set<string> => idsSchema.parse(item[attributeOf(bucket)]);

/** Late devices bring ratings of days ago; after this their period is forgotten. */
const keptDays = 14;

/**
 * Periods in DynamoDB: what belongs to one address, rater and so on in one item, with the ratings' ids as sets, so
 * that repeats change nothing.
 */
export function dynamodbVelocityStore(
  tableName: string,
  client: Pick<DynamoDBDocumentClient, "send"> = dynamodb(),
): VelocityStore {
  /** Puts the rating into those of a group's periods that are not full: the item afterwards, and which these are. */
  const add = async (
    group: BucketGroup,
    open: Bucket[],
    text: string,
    best: boolean,
  ): Promise<{ open: Bucket[]; item: Item }> => {
    const nth = open.map((bucket, index) => ({ bucket, ids: `#ids${index}`, most: `:most${index}` }));
    try {
      const { Attributes } = await client.send(
        new UpdateCommand({
          TableName: tableName,
          Key: { pk: group.partition, sk: `PERIOD#${group.from}` },
          UpdateExpression: `ADD ${nth.map(({ ids }) => `${ids} :id`).join(", ")}${best ? "" : ", #others :names"} SET #expires = :expires`,
          ConditionExpression: nth
            .map(
              ({ ids, most }) =>
                `(attribute_not_exists(${ids}) OR contains(${ids}, :text) OR size(${ids}) <= ${most})`,
            )
            .join(" AND "),
          ExpressionAttributeNames: {
            ...Object.fromEntries(nth.map(({ ids, bucket }) => [ids, attributeOf(bucket)])),
            "#expires": "expiresAt",
            ...(!best && { "#others": "others" }),
          },
          ExpressionAttributeValues: {
            ...Object.fromEntries(nth.map(({ most, bucket }) => [most, bucket.rule.moreThan])),
            ":id": new Set([text]),
            ":text": text,
            ":expires": Math.floor(Date.parse(group.until) / 1000) + keptDays * 86_400,
            ...(!best && { ":names": new Set(open.map(attributeOf)) }),
          },
          ReturnValues: "ALL_NEW",
          ReturnValuesOnConditionCheckFailure: "ALL_OLD",
        }),
      );
      return { open, item: itemSchema.parse(Attributes) };
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailedException) || !error.Item) throw error;
      const item = itemSchema.parse(unmarshall(error.Item));
      // Full periods stay full: each round leaves out one more of them at least.
      const rest = open.filter((bucket) => {
        const ids = idsIn(item, bucket);
        return ids.has(text) || ids.size <= bucket.rule.moreThan;
      });
      return rest.length > 0 ? add(group, rest, text, best) : { open: rest, item };
    }
  };

  const noteGroup = async (group: BucketGroup, text: string, best: boolean): Promise<CountedBucket[]> => {
    const { open, item } = await add(group, group.buckets, text, best);
    return group.buckets.map((bucket) => ({
      bucket,
      ids: parsed(idsIn(item, bucket)),
      full: !open.includes(bucket),
      onlyBest: !item.others.has(attributeOf(bucket)),
    }));
  };

  return {
    async note(buckets, id, best) {
      const text = ratingIdText(id);
      const noted = await Promise.all(groupsOf(buckets).map((group) => noteGroup(group, text, best)));
      return noted.flat();
    },
  };
}
