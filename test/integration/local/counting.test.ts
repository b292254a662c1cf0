import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CreateTableCommand, DynamoDBClient } from "@aws-sdk/client-dynamodb";
import {
  BatchWriteCommand,
  DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
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
let ofFunction: DynamoDBDocumentClient;

beforeAll(async () => {
  const engine = await startDynamoDb(directory);
  ends.unshift(engine.close);
  const proxy = await countingProxy(engine.endpoint, counts, (caller) => caller === "App-Review");
  ends.unshift(proxy.close);
  const clientOf = (accessKeyId: string): DynamoDBDocumentClient => {
    const credentials = { accessKeyId, secretAccessKey: "test" };
    const client = new DynamoDBClient({ endpoint: proxy.url, region: "local", credentials });
    ends.unshift(() => client.destroy());
    return DynamoDBDocumentClient.from(client);
  };
  db = clientOf("test");
  ofFunction = clientOf("App-Review");
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

test("units are known by who asked for what", async () => {
  const keyed = "keyed";
  const key = (AttributeName: string, KeyType: "HASH" | "RANGE") => ({ AttributeName, KeyType });
  await db.send(
    new CreateTableCommand({
      TableName: keyed,
      BillingMode: "PAY_PER_REQUEST",
      AttributeDefinitions: ["pk", "sk", "office"].map((AttributeName) => ({
        AttributeName,
        AttributeType: "S",
      })),
      KeySchema: [key("pk", "HASH"), key("sk", "RANGE")],
      GlobalSecondaryIndexes: [
        {
          IndexName: "byOffice",
          KeySchema: [key("office", "HASH"), key("sk", "RANGE")],
          Projection: { ProjectionType: "KEYS_ONLY" },
        },
      ],
    }),
  );
  const items = ["HEAD", "EVENT#1", "EVENT#2"].map((sk) => ({ pk: "CASE#7", sk, office: "1001" }));
  const asked = { TableName: keyed, KeyConditionExpression: "pk = :pk" };
  for (const client of [ofFunction, ofFunction, db])
    await client.send(
      new BatchWriteCommand({ RequestItems: { [keyed]: items.map((Item) => ({ PutRequest: { Item } })) } }),
    );
  await ofFunction.send(new QueryCommand({ ...asked, ExpressionAttributeValues: { ":pk": "CASE#7" } }));
  await ofFunction.send(
    new QueryCommand({
      ...asked,
      IndexName: "byOffice",
      KeyConditionExpression: "office = :office",
      ExpressionAttributeValues: { ":office": "1001" },
    }),
  );
  await ofFunction.send(new GetCommand({ TableName: keyed, Key: { pk: "CASE#7", sk: "HEAD" } }));
  const by = Object.values(counts.byCall).filter(({ caller, part }) => caller && part.startsWith(keyed));
  expect(
    by.map(({ part, operation, items: kinds, requests, writeUnits, readUnits }) =>
      [part, operation, kinds, requests, writeUnits, readUnits].join("; "),
    ),
  ).toEqual([
    "keyed; BatchWriteItem; CASE HEAD + CASE EVENT; 2; 6; 0",
    "keyed/byOffice; BatchWriteItem; CASE HEAD + CASE EVENT; 1; 3; 0",
    "keyed; Query; all of a CASE; 1; 0; 0.5",
    "keyed/byOffice; Query; a list; 1; 0; 0.5",
    "keyed; GetItem; CASE HEAD; 1; 0; 0.5",
  ]);
  expect(by.every(({ caller }) => caller === "App-Review")).toBe(true);
});
