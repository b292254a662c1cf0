import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { callAws } from "#local/engine/aws-json.ts";
import { startDynamoDb } from "#local/engine/dynamodb/dynoxide.ts";
import type { TabledRecord } from "#shared/kernel/context.ts";
import { sortOf } from "#shared/kernel/records/index-definition.ts";

/** Without `projects` it gives keys only. */
type IndexSpec = { hash: string; range: string; projects?: string[] };

/** A record's indexes, as its table has them. */
export const indexesOf = ({ indexes }: Pick<TabledRecord, "indexes">): Record<string, IndexSpec> =>
  Object.fromEntries(
    Object.entries(indexes).map(([name, index]) => {
      const keys = [index.key, sortOf(index)];
      const projects = index.projects?.filter((field) => !keys.includes(field));
      return [name, { hash: index.key, range: sortOf(index), ...(projects && { projects }) }];
    }),
  );

export type TestDatabase = {
  db: DynamoDBDocumentClient;
  /** A table with pk, sk and these indexes. */
  createTable(name: string, indexes?: Record<string, IndexSpec>): Promise<void>;
  close(): Promise<void>;
};

/** A real DynamoDB engine of its own, in a directory that goes away with it. */
export async function startDatabase(): Promise<TestDatabase> {
  const directory = mkdtempSync(join(tmpdir(), "tongban-database-"));
  const server = await startDynamoDb(directory);
  const client = new DynamoDBClient({
    endpoint: server.endpoint,
    region: "local",
    credentials: { accessKeyId: "test", secretAccessKey: "test" },
  });
  return {
    db: DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } }),
    async createTable(name, indexes = {}) {
      const attributes = ["pk", "sk", ...Object.values(indexes).flatMap(({ hash, range }) => [hash, range])];
      await callAws(server.endpoint, "DynamoDB_20120810.CreateTable", {
        TableName: name,
        BillingMode: "PAY_PER_REQUEST",
        AttributeDefinitions: [...new Set(attributes)].map((AttributeName) => ({
          AttributeName,
          AttributeType: "S",
        })),
        KeySchema: [
          { AttributeName: "pk", KeyType: "HASH" },
          { AttributeName: "sk", KeyType: "RANGE" },
        ],
        ...(Object.keys(indexes).length > 0 && {
          GlobalSecondaryIndexes: Object.entries(indexes).map(([IndexName, { hash, range, projects }]) => ({
            IndexName,
            KeySchema: [
              { AttributeName: hash, KeyType: "HASH" },
              { AttributeName: range, KeyType: "RANGE" },
            ],
            Projection: projects
              ? { ProjectionType: "INCLUDE", NonKeyAttributes: projects }
              : { ProjectionType: "KEYS_ONLY" },
          })),
        }),
      });
    },
    async close() {
      client.destroy();
      await server.close();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}
