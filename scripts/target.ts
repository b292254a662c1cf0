import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { readRuntime } from "#local/client.ts";
import { localTables } from "#local/seed.ts";
import { CommandError } from "./terminal.ts";

export type Target = { table: string; db: DynamoDBDocumentClient };

const notRunning = new CommandError({
  zh: "通办没有在这里运行。请先启动：npm start；或用 --table 表名 指定 AWS 上的表。",
  en: "Tongban is not running here. Start it with: npm start, or name a table on AWS with --table NAME.",
});

/** A table on AWS by its name, with the caller's own credentials and region; else the running app's. */
export function targetOf(table: string | undefined, output: `${string}TableName`): Target {
  if (table)
    return {
      table,
      db: DynamoDBDocumentClient.from(new DynamoDBClient(), {
        marshallOptions: { removeUndefinedValues: true },
      }),
    };
  let runtime: ReturnType<typeof readRuntime>;
  try {
    runtime = readRuntime();
  } catch {
    throw notRunning;
  }
  const here = runtime.outputs[output];
  if (!here) throw notRunning;
  return { table: here, db: localTables(runtime) };
}
