import { GetCommand } from "@aws-sdk/lib-dynamodb";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { dynamodbLegStore } from "#shared/deliveries/dynamodb-leg-store.ts";
import { legKeyOf } from "#shared/deliveries/leg-item.ts";
import { deliveryOutbox } from "#shared/deliveries/outbox.ts";
import { recordFact } from "#shared/deliveries/record-fact.ts";
import { startDatabase, type TestDatabase } from "#test/support/database.ts";
import { legStoreContract } from "#test/unit/deliveries/leg-store.contract.ts";
import { legId, now, sampleFact, sampleLeg, traceparent } from "#test/unit/deliveries/samples.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await startDatabase();
});
afterAll(() => database.close());

let tables = 0;
const emptyTable = async () => {
  tables += 1;
  const table = `Deliveries${tables}`;
  await database.createTable(table, {
    byCase: { hash: "caseKey", range: "legId" },
    open: { hash: "openKey", range: "requestedAt" },
  });
  return { table, store: dynamodbLegStore(table, database.db) };
};

legStoreContract("the DynamoDB store", async () => (await emptyTable()).store);

describe("a leg in the table", () => {
  it("is read by the outbox as the stream shows it, and stays below 1 KB on a usual journey", async () => {
    const { table, store } = await emptyTable();
    await store.write(sampleLeg());
    for (const fact of [
      sampleFact("ordered", 1),
      sampleFact("collected", 2, { place: "川汇区营业部" }),
      sampleFact("inTransit", 3, { place: "周口分拨中心" }),
      sampleFact("outForDelivery", 4, { place: "川汇区营业部" }),
      sampleFact("delivered", 5, { signer: "self" }),
    ])
      await recordFact(store, fact, { now, traceparent });
    const { Item, ConsumedCapacity } = await database.db.send(
      new GetCommand({
        TableName: table,
        Key: legKeyOf(legId),
        ConsistentRead: true,
        ReturnConsumedCapacity: "TOTAL",
      }),
    );
    expect(deliveryOutbox(Item ?? {})).toMatchObject({
      version: 6,
      event: { id: `delivery/${legId}/6`, type: "tongban.delivery.delivered.v1" },
    });
    expect(ConsumedCapacity?.CapacityUnits).toBe(1);
    expect(Buffer.byteLength(JSON.stringify(Item))).toBeLessThan(1500);
  });

  it("that we did not write is an error, not a leg", async () => {
    const { store } = await emptyTable();
    await store.write({ ...sampleLeg(), state: "somewhere" as "lost" });
    await expect(store.get(legId)).rejects.toThrow();
  });
});
