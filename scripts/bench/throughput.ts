import { PutCommand } from "@aws-sdk/lib-dynamodb";
import { callAws } from "#local/engine/aws-json.ts";
import type { LocalApp } from "#local/engine/index.ts";
import { localTables } from "#local/seed.ts";
import { withApp } from "./app.ts";
import { atOnce, completions, playCase, rate } from "./play.ts";

export type Throughput = {
  cases: number;
  concurrency: number;
  casesPerSecond: number;
  putsPerSecond: number;
  troubles: string[];
};

export async function inParallel(
  count: number,
  concurrency: number,
  work: (n: number) => Promise<void>,
): Promise<number> {
  const serials = Array.from({ length: count }, (_, index) => index).values();
  const start = performance.now();
  const worker = async (): Promise<void> => {
    for (const serial of serials) await work(serial);
  };
  await Promise.all(Array.from({ length: concurrency }, worker));
  return (count * 1000) / (performance.now() - start);
}

/** Puts of 1 KB, straight to the engine that the app stores in: what this machine could do at best. */
async function rawPuts(app: LocalApp, concurrency: number): Promise<number> {
  const TableName = "BenchPuts";
  await callAws(app.endpoints.dynamodb, "DynamoDB_20120810.CreateTable", {
    TableName,
    BillingMode: "PAY_PER_REQUEST",
    AttributeDefinitions: [{ AttributeName: "pk", AttributeType: "S" }],
    KeySchema: [{ AttributeName: "pk", KeyType: "HASH" }],
  });
  const db = localTables(app);
  const filling = "x".repeat(1000);
  return inParallel(2000, concurrency, async (serial) => {
    await db.send(new PutCommand({ TableName, Item: { pk: `item-${serial}`, filling } }));
  });
}

/** Whole cases with rating, from the first document to the rating's answer, some at a time. */
export async function throughput(cases = 100, concurrency = 8): Promise<Throughput> {
  const completed = completions();
  return withApp({ stepMs: 10, hooks: { onPublished: completed.onPublished } }, async (app) => {
    const play = async (serial: number): Promise<void> => {
      const { caseNumber, citizen } = await playCase(app, serial, atOnce(completed.of));
      await rate(citizen, caseNumber);
    };
    await inParallel(concurrency, concurrency, (serial) => play(1_000_000 + serial));
    await app.drained();
    const casesPerSecond = await inParallel(cases, concurrency, play);
    await app.drained(60_000);
    const putsPerSecond = await rawPuts(app, concurrency);
    return { cases, concurrency, casesPerSecond, putsPerSecond, troubles: app.troubles };
  });
}
