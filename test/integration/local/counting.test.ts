import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import {
  DynamoDBDocumentClient,
  PutCommand,
  TransactWriteCommand,
  UpdateCommand,
} from "@aws-sdk/lib-dynamodb";
import { afterAll, beforeAll, expect, test } from "vitest";
import { callAws } from "#local/engine/aws-json.ts";
import { countingProxy, noCounts } from "#local/engine/dynamodb/counting-proxy.ts";
import { startDynamoDb } from "#local/engine/dynamodb/dynoxide.ts";

const TableName = "records";
const counts = noCounts();
const directory = mkdtempSync(join(tmpdir(), "tongban-counting-"));
const ends: (() => Promise<void> | void)[] = [() => rmSync(directory, { recursive: true, force: true })];
let db: DynamoDBDocumentClient;

beforeAll(async () => {
  const engine = await startDynamoDb(directory);
  ends.unshift(engine.close);
  const proxy = await countingProxy(engine.endpoint, counts);
  ends.unshift(proxy.close);
  const client = new DynamoDBClient({
    endpoint: proxy.url,
    region: "local",
    credentials: { accessKeyId: "test", secretAccessKey: "test" },
  });
  ends.unshift(() => client.destroy());
  db = DynamoDBDocumentClient.from(client);
  await callAws(proxy.url, "DynamoDB_20120810.CreateTable", {
    TableName,
    BillingMode: "PAY_PER_REQUEST",
    AttributeDefinitions: [{ AttributeName: "pk", AttributeType: "S" }],
    KeySchema: [{ AttributeName: "pk", KeyType: "HASH" }],
  });
});
afterAll(async () => {
  for (const end of ends) await end();
});

/** Units that a write is counted with: all, and those of a refusal. */
async function unitsOf(write: () => Promise<unknown>): Promise<[number, number]> {
  const { writeUnits, refusedWriteUnits } = counts;
  await write();
  return [counts.writeUnits - writeUnits, counts.refusedWriteUnits - refusedWriteUnits];
}

const put = (pk: string, more: object = {}) =>
  db.send(
    new PutCommand({ TableName, Item: { pk, ...more }, ConditionExpression: "attribute_not_exists(pk)" }),
  );

test("a write that its condition refuses is counted as AWS charges it: by the item that is there", async () => {
  expect(await unitsOf(() => put("small"))).toEqual([1, 0]);
  expect(
    await unitsOf(() => put("large", { text: "x".repeat(2500), ids: new Set([Buffer.alloc(8)]) })),
  ).toEqual([3, 0]);
  expect(await unitsOf(() => expect(put("small")).rejects.toThrow("conditional"))).toEqual([1, 1]);
  expect(await unitsOf(() => expect(put("large")).rejects.toThrow("conditional"))).toEqual([3, 3]);
  const update = () =>
    db.send(
      new UpdateCommand({
        TableName,
        Key: { pk: "nobody" },
        UpdateExpression: "SET seen = :yes",
        ConditionExpression: "attribute_exists(pk)",
        ExpressionAttributeValues: { ":yes": true },
      }),
    );
  expect(await unitsOf(() => expect(update()).rejects.toThrow("conditional"))).toEqual([1, 1]);
  expect(counts.byTable[TableName]?.writeUnits).toBe(counts.writeUnits);
});

test("a transaction that is cancelled is counted for preparing its items", async () => {
  const both = () =>
    db.send(
      new TransactWriteCommand({
        TransactItems: ["small", "new"].map((pk) => ({
          Put: { TableName, Item: { pk }, ConditionExpression: "attribute_not_exists(pk)" },
        })),
      }),
    );
  expect(await unitsOf(() => expect(both()).rejects.toThrow("cancelled"))).toEqual([2, 2]);
});

test("what fails otherwise costs nothing", async () => {
  const wrong = () => db.send(new PutCommand({ TableName, Item: { other: "key" } }));
  expect(await unitsOf(() => expect(wrong()).rejects.toThrow())).toEqual([0, 0]);
});
