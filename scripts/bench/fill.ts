import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { BatchWriteCommand, type DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { countingProxy, noCounts } from "#local/engine/dynamodb/counting-proxy.ts";
import { startDynamoDb } from "#local/engine/dynamodb/dynoxide.ts";
import { ensureTable } from "#local/engine/dynamodb/tables.ts";
import { localTables } from "#local/seed.ts";
import { deployed } from "./deployed.ts";
import { inParallel } from "./throughput.ts";

const batch = 25;
const concurrency = 4;

export type FilledTables<LogicalName extends string> = {
  /** The tables' names in the engine. */
  names: Record<LogicalName, string>;
  db: DynamoDBDocumentClient;
  /** Puts items as they are: nobody decides on them, and nobody hears of them. */
  fill(table: LogicalName, items: readonly Record<string, unknown>[]): Promise<void>;
  /** What is read while this is done, in RRU. */
  readUnitsOf<Result>(work: () => Promise<Result>): Promise<{ readUnits: number; result: Result }>;
};

/** Tables of the app's, as the templates make them, in an engine of their own. */
export async function withTables<LogicalName extends string, Result>(
  logicalNames: readonly LogicalName[],
  work: (tables: FilledTables<LogicalName>) => Promise<Result>,
): Promise<Result> {
  const directory = mkdtempSync(join(tmpdir(), "tongban-bench-"));
  const ends: (() => Promise<void> | void)[] = [() => rmSync(directory, { recursive: true, force: true })];
  try {
    const { tables } = await deployed();
    const engine = await startDynamoDb(directory);
    ends.unshift(engine.close);
    const names = {} as Record<LogicalName, string>;
    for (const logicalName of logicalNames) {
      const table = tables.find(({ logicalId }) => logicalId.replace(/[0-9A-F]{8}$/, "") === logicalName);
      if (!table) throw new Error(`there is no table ${logicalName}`);
      const { StreamSpecification: _nobodyReads, ...properties } = table.properties;
      await ensureTable(engine.endpoint, { ...table, properties });
      names[logicalName] = table.name;
    }
    const counts = noCounts();
    const proxy = await countingProxy(engine.endpoint, counts, () => false);
    ends.unshift(proxy.close);
    const clientOf = (dynamodb: string) => {
      const client = localTables({ endpoints: { dynamodb }, region: "local" });
      ends.unshift(() => client.destroy());
      return client;
    };
    const uncounted = clientOf(engine.endpoint);
    return await work({
      names,
      db: clientOf(proxy.url),
      async fill(table, items) {
        await inParallel(Math.ceil(items.length / batch), concurrency, async (n) => {
          const puts = items.slice(n * batch, (n + 1) * batch).map((Item) => ({ PutRequest: { Item } }));
          await uncounted.send(new BatchWriteCommand({ RequestItems: { [names[table]]: puts } }));
        });
      },
      async readUnitsOf(read) {
        const before = counts.readUnits;
        const result = await read();
        return { readUnits: counts.readUnits - before, result };
      },
    });
  } finally {
    for (const end of ends) await end();
  }
}
