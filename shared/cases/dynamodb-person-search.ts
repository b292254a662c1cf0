import { type DynamoDBDocumentClient, QueryCommand } from "@aws-sdk/lib-dynamodb";
import { dynamodb } from "#shared/kernel/aws/dynamodb.ts";
import { headKey } from "#shared/kernel/messaging/outbox.ts";
import { caseRecord } from "./record.ts";

const indexes = {
  idNumber: { name: "byIdNumber", key: "idKey" },
  phone: { name: "byPhone", key: "phoneKey" },
};

/** Who can be found by what. */
export function dynamodbPersonSearch(table: string, db: DynamoDBDocumentClient = dynamodb()) {
  return {
    /** Numbers of the newest cases of whoever has one of these index keys. */
    async find(kind: keyof typeof indexes, keys: string[], limit: number): Promise<string[]> {
      const { name, key } = indexes[kind];
      const pages = await Promise.all(
        keys.map((value) =>
          db.send(
            new QueryCommand({
              TableName: table,
              IndexName: name,
              KeyConditionExpression: "#key = :value",
              ExpressionAttributeNames: { "#key": key },
              ExpressionAttributeValues: { ":value": value },
              ScanIndexForward: false,
              Limit: limit,
            }),
          ),
        ),
      );
      // While the index's secret is rotated there are two lists, each with the newest first.
      return pages
        .flatMap(({ Items = [] }) => Items)
        .sort((a, b) => (String(a.submittedAt) < String(b.submittedAt) ? 1 : -1))
        .slice(0, limit)
        .flatMap(({ pk }) => caseRecord.idIn({ pk: String(pk), sk: headKey }) ?? []);
    },
  };
}

export type PersonSearchStore = ReturnType<typeof dynamodbPersonSearch>;
