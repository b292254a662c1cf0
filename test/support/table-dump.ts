import { ListTablesCommand } from "@aws-sdk/client-dynamodb";
import { paginateScan } from "@aws-sdk/lib-dynamodb";
import { localTables } from "#local/seed.ts";
import { canonicalJson } from "#shared/kernel/messaging/canonical.ts";
import type { TestApp } from "./app.ts";

/** Every item of every table, by table and key. */
export async function tableDump(app: TestApp): Promise<Map<string, string>> {
  await app.drained();
  const db = localTables(app);
  const { TableNames = [] } = await db.send(new ListTablesCommand({}));
  const dump = new Map<string, string>();
  for (const TableName of TableNames)
    for await (const { Items = [] } of paginateScan({ client: db }, { TableName, ConsistentRead: true }))
      for (const item of Items)
        dump.set(`${TableName} ${item.pk} ${item.sk}`, canonicalJson(JSON.parse(JSON.stringify(item))));
  return dump;
}

/** Keys of what differs between two dumps. */
export const differences = (before: Map<string, string>, after: Map<string, string>): string[] =>
  [...new Set([...before.keys(), ...after.keys()])].filter((key) => before.get(key) !== after.get(key));
