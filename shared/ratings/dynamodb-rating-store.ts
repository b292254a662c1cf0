import { type DynamoDBDocumentClient, GetCommand } from "@aws-sdk/lib-dynamodb";
import { dynamodb } from "#shared/kernel/aws/dynamodb.ts";
import { listing } from "#shared/kernel/aws/listing.ts";
import { putVersion } from "#shared/kernel/aws/put-version.ts";
import { fromItem, ratingKeyOf, ratingLists, setApartList, toItem } from "./rating-item.ts";
import type { RatingStore } from "./rating-store.ts";

/** For whoever only reads single ratings. */
export const ratingReader = (
  tableName: string,
  client: DynamoDBDocumentClient = dynamodb(),
): Pick<RatingStore, "get"> => ({
  async get(id) {
    const { Item } = await client.send(
      new GetCommand({ TableName: tableName, Key: ratingKeyOf(id), ConsistentRead: true }),
    );
    return Item && fromItem(Item);
  },
});

/** Ratings in DynamoDB: one item per case, stage and turn, below 1 KB unless there is a comment. */
export function dynamodbRatingStore(
  tableName: string,
  client: DynamoDBDocumentClient = dynamodb(),
): RatingStore {
  return {
    ...ratingReader(tableName, client),
    write: (record) => putVersion(client, tableName, toItem(record), record.version),
    async setApart(cursor, limit) {
      const page = await listing(client, tableName, ratingLists).read(setApartList, { cursor, limit });
      return { items: page.items.map(fromItem), next: page.next };
    },
  };
}
