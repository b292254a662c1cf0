import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient, GetCommand, PutCommand, TransactWriteCommand } from "@aws-sdk/lib-dynamodb";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { callAws } from "#local/engine/aws-json.ts";
import { type ConflictingDatabase, conflictingDatabase } from "#local/engine/dynamodb/conflicts.ts";
import { startDynamoDb } from "#local/engine/dynamodb/dynoxide.ts";
import { LocalFunction } from "#local/engine/lambda/function.ts";
import { logger } from "#local/engine/log.ts";

const directory = mkdtempSync(join(tmpdir(), "tongban-conflicts-"));
const TableName = "things";
const open = new Set<() => Promise<void>>();
let database: Awaited<ReturnType<typeof startDynamoDb>>;

beforeAll(async () => {
  database = await startDynamoDb(directory);
  await callAws(database.endpoint, "DynamoDB_20120810.CreateTable", {
    TableName,
    AttributeDefinitions: [{ AttributeName: "pk", AttributeType: "S" }],
    KeySchema: [{ AttributeName: "pk", KeyType: "HASH" }],
    BillingMode: "PAY_PER_REQUEST",
  });
});
afterAll(async () => {
  for (const close of open) await close();
  await database.close();
  rmSync(directory, { recursive: true, force: true });
});

async function meeting(perHundred: number, seed = 1): Promise<[DynamoDBDocumentClient, ConflictingDatabase]> {
  const proxy = await conflictingDatabase(database.endpoint, { seed, perHundred });
  open.add(proxy.close);
  const credentials = { accessKeyId: "a", secretAccessKey: "b" };
  const client = new DynamoDBClient({ endpoint: proxy.url, region: "local", credentials, maxAttempts: 1 });
  return [DynamoDBDocumentClient.from(client), proxy];
}
const put = (pk: string) => new PutCommand({ TableName, Item: { pk } });
const both = (...pks: string[]) =>
  new TransactWriteCommand({ TransactItems: pks.map((pk) => ({ Put: { TableName, Item: { pk } } })) });

describe("writes that meet a transaction", () => {
  it("are refused as DynamoDB refuses them, and nothing is written", async () => {
    const [db, proxy] = await meeting(100);
    await expect(db.send(both("one", "two"))).rejects.toMatchObject({
      name: "TransactionCanceledException",
      CancellationReasons: [{ Code: "None" }, { Code: "TransactionConflict" }],
    });
    await expect(db.send(put("one"))).rejects.toMatchObject({ name: "TransactionConflictException" });
    expect((await db.send(new GetCommand({ TableName, Key: { pk: "one" } }))).Item).toBeUndefined();
    expect(proxy.played()).toBe(2);
  });

  it("are of items alone that transactions write", async () => {
    const [db, proxy] = await meeting(100);
    await db.send(put("alone"));
    expect(proxy.played()).toBe(0);
  });

  it("are the same ones for the same seed", async () => {
    const outcomes = async (seed: number): Promise<string> => {
      const [db] = await meeting(50, seed);
      let seen = "";
      for (let turn = 0; turn < 12; turn += 1)
        seen += await db.send(both(`${seed}-${turn}`)).then(
          () => "w",
          () => "c",
        );
      return seen;
    };
    const first = await outcomes(7);
    expect(first).toMatch(/w.*c|c.*w/);
    expect(await outcomes(7)).toBe(first);
    expect(await outcomes(8)).not.toBe(first);
  });
});

describe("an execution environment", () => {
  it("stays warm, but is a new one for every n-th invocation where that is asked for", async () => {
    const source = "let calls = 0; export const handler = async () => (calls += 1);";
    writeFileSync(join(directory, "counting.mjs"), source);
    const called = async (coldEvery?: number): Promise<unknown[]> => {
      const spec = { name: "counting", arn: "arn", codeDir: directory, handler: "counting.handler" };
      const more = { environment: {}, timeoutMs: 5000, concurrency: 1, coldEvery };
      const counting = new LocalFunction({ ...spec, ...more }, logger(undefined).from("counting"));
      open.add(() => counting.close());
      const answers: unknown[] = [];
      for (let call = 0; call < 6; call += 1) answers.push(await counting.invoke({}));
      return answers;
    };
    expect(await called()).toEqual([1, 2, 3, 4, 5, 6]);
    expect(await called(3)).toEqual([1, 2, 1, 2, 3, 1]);
  });
});
