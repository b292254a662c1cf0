import { type DynamoDBDocumentClient, GetCommand } from "@aws-sdk/lib-dynamodb";
import { dynamodb } from "#shared/kernel/aws/dynamodb.ts";
import { listing } from "#shared/kernel/aws/listing.ts";
import { putVersion } from "#shared/kernel/aws/put-version.ts";
import { itemLists } from "#shared/ratings/lists.ts";
import { commentKeyOf, commentList, fromCommentItem, toCommentItem } from "./comment-item.ts";
import type { CommentStore } from "./comments.ts";

/** Comments in DynamoDB, each beside the rating that it belongs to. */
export function dynamodbCommentStore(
  tableName: string,
  client: DynamoDBDocumentClient = dynamodb(),
): CommentStore {
  return {
    async get(id) {
      const { Item } = await client.send(
        new GetCommand({ TableName: tableName, Key: commentKeyOf(id), ConsistentRead: true }),
      );
      return Item && fromCommentItem(Item);
    },
    write: (comment) => putVersion(client, tableName, toCommentItem(comment), comment.version),
    async list(state, cursor, limit) {
      const newestFirst = state === "published";
      const page = await listing(client, tableName, itemLists).read(commentList(state), {
        cursor,
        limit,
        newestFirst,
      });
      return { items: page.items.map(fromCommentItem), next: page.next };
    },
  };
}
