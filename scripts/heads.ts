import { type DynamoDBDocumentClient, paginateScan } from "@aws-sdk/lib-dynamodb";
import { headKey } from "#shared/kernel/messaging/outbox.ts";

/** Every current record of a table; the whole of it is read for them. */
export async function* headsOf(
  table: string | undefined,
  db: DynamoDBDocumentClient,
): AsyncGenerator<Record<string, unknown>> {
  const scan = {
    TableName: table,
    FilterExpression: "begins_with(sk, :head)",
    ExpressionAttributeValues: { ":head": headKey },
    ConsistentRead: true,
  };
  for await (const { Items = [] } of paginateScan({ client: db }, scan)) yield* Items;
}
