import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { readRuntime } from "#local/client.ts";
import { localTables } from "#local/seed.ts";
import { type CatalogueStore, dynamodbCatalogueStore } from "#shared/catalogue/catalogue-store.ts";
import { CommandError } from "./terminal.ts";

function localStore(): CatalogueStore {
  const notRunning = new CommandError({
    zh: "通办没有在这里运行。请先启动：npm start；或用 --table 表名 指定 AWS 上的表。",
    en: "Tongban is not running here. Start it with: npm start, or name a table on AWS with --table NAME.",
  });
  let runtime: ReturnType<typeof readRuntime>;
  try {
    runtime = readRuntime();
  } catch {
    throw notRunning;
  }
  const table = runtime.outputs.CatalogueTableName;
  if (!table) throw notRunning;
  return dynamodbCatalogueStore(table, localTables(runtime));
}

/** The catalogue on AWS by its table's name, with the caller's own credentials and region; else the running app's. */
export function catalogueOf(table: string | undefined): CatalogueStore {
  if (!table) return localStore();
  const db = DynamoDBDocumentClient.from(new DynamoDBClient(), {
    marshallOptions: { removeUndefinedValues: true },
  });
  return dynamodbCatalogueStore(table, db);
}
