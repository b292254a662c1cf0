import { isDeepStrictEqual } from "node:util";
import {
  DescribeTableCommand,
  type KeySchemaElement,
  ResourceNotFoundException,
  type TableDescription,
} from "@aws-sdk/client-dynamodb";
import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";

export type Checked = {
  /** Why nothing may be copied, a sentence each. */
  faults: string[];
  /** How much there is, as far as DynamoDB has counted it. */
  sizes: string[];
};

async function tableOf(db: DynamoDBDocumentClient, name: string): Promise<TableDescription | undefined> {
  try {
    return (await db.send(new DescribeTableCommand({ TableName: name }))).Table;
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return undefined;
    throw error;
  }
}

const keysOf = ({ KeySchema = [], AttributeDefinitions = [] }: TableDescription): string[] =>
  KeySchema.map(
    ({ AttributeName, KeyType }: KeySchemaElement) =>
      `${KeyType} ${AttributeName} ${AttributeDefinitions.find((one) => one.AttributeName === AttributeName)?.AttributeType}`,
  ).sort();

/** Whether items of one table can be copied into the other, and how many each has. */
export async function checkTables(
  db: DynamoDBDocumentClient,
  { from, to }: { from: string; to: string },
): Promise<Checked> {
  const faults: string[] = [];
  const sizes: string[] = [];
  const found: TableDescription[] = [];
  for (const name of [from, to]) {
    const table = await tableOf(db, name);
    if (!table) {
      faults.push(
        `There is no table ${name} here: is it another region or account, or has its restore not begun?`,
      );
      continue;
    }
    found.push(table);
    if (table.TableStatus !== "ACTIVE")
      faults.push(
        `Table ${name} is ${table.TableStatus}, not ACTIVE: aws dynamodb wait table-exists --table-name ${name}`,
      );
    sizes.push(
      `${name}: ${table.ItemCount ?? 0} items, ${Math.ceil((table.TableSizeBytes ?? 0) / 1024)} KB, as counted within the last six hours`,
    );
  }
  const [restored, live] = found.map(keysOf);
  if (restored && live && !isDeepStrictEqual(restored, live))
    faults.push(
      `${from} and ${to} have other keys (${restored.join(", ")}; ${live.join(", ")}): one was not restored from the other.`,
    );
  return { faults, sizes };
}
