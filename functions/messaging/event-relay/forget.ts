import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import { type DynamoDBDocumentClient, paginateQuery, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { dynamodb } from "#shared/kernel/aws/dynamodb.ts";
import { isHead } from "#shared/kernel/messaging/outbox.ts";
import { digestOf, type Written } from "#shared/kernel/records/last-event.ts";

/** Takes what people wrote out of a record and its history; the digests that its chain covers stay. */
export type Forget = (pk: string) => Promise<void>;

type Step = { written?: Written };
type Found = { sk: string; version?: number; lastEvent?: Step; privateNote?: Step };

/** Runs as often as it is asked: what has gone is not looked at again. `fields` go from the record itself. */
export function dynamodbForget(
  table: string,
  fields: readonly string[] = [],
  db: Pick<DynamoDBDocumentClient, "send"> = dynamodb(),
): Forget {
  const forgetFields = async (pk: string, item: Found & Record<string, unknown>): Promise<void> => {
    const there = fields.filter((field) => item[field] !== undefined);
    if (there.length === 0) return;
    await db.send(
      new UpdateCommand({
        TableName: table,
        Key: { pk, sk: item.sk },
        UpdateExpression: `REMOVE ${there.map((_field, place) => `#f${place}`).join(", ")}`,
        ConditionExpression: "attribute_exists(pk)",
        ExpressionAttributeNames: Object.fromEntries(there.map((field, place) => [`#f${place}`, field])),
      }),
    );
  };
  const forgetStep = async (pk: string, { sk, lastEvent, privateNote }: Found): Promise<void> => {
    const step = isHead(sk) ? "lastEvent" : "privateNote";
    const { written } = (isHead(sk) ? lastEvent : privateNote) ?? {};
    if (!written) return;
    await db.send(
      new UpdateCommand({
        TableName: table,
        Key: { pk, sk },
        UpdateExpression: "SET #step.#digest = :digest REMOVE #step.#written",
        // Of a record that was changed meanwhile the step is in the history by now, and gone from there.
        ConditionExpression: "#step.#written.#salt = :salt",
        ExpressionAttributeNames: {
          "#step": step,
          "#digest": "digest",
          "#written": "written",
          "#salt": "salt",
        },
        ExpressionAttributeValues: { ":digest": digestOf(written), ":salt": written.salt },
      }),
    );
  };

  return async (pk) => {
    const pages = paginateQuery(
      { client: db as DynamoDBDocumentClient },
      {
        TableName: table,
        KeyConditionExpression: "pk = :pk",
        ExpressionAttributeValues: { ":pk": pk },
        ConsistentRead: true,
      },
    );
    for await (const { Items = [] } of pages)
      for (const item of Items as (Found & Record<string, unknown>)[]) {
        if (isHead(item.sk)) await forgetFields(pk, item);
        await forgetStep(pk, item).catch((error: unknown) => {
          if (!(error instanceof ConditionalCheckFailedException)) throw error;
        });
      }
  };
}
