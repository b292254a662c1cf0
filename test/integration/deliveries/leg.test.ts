import { GetCommand } from "@aws-sdk/lib-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { itemBytes } from "#local/engine/dynamodb/item-bytes.ts";
import { recordFact } from "#shared/deliveries/leg.ts";
import { delivery } from "#shared/deliveries/record.ts";
import { dynamodbRecordStore } from "#shared/kernel/records/dynamodb-record-store.ts";
import { startDatabase, type TestDatabase } from "#test/support/database.ts";
import { legContract } from "#test/unit/deliveries/leg.contract.ts";
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
    open: { hash: "openKey", range: "requestedAt" },
    byWaybill: { hash: "waybillKey", range: "requestedAt" },
  });
  return { table, store: dynamodbRecordStore(delivery, table, database.db) };
};

legContract("in DynamoDB", async () => (await emptyTable()).store);

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
    const { Item = {} } = await database.db.send(
      new GetCommand({ TableName: table, Key: delivery.keyOf(legId), ConsistentRead: true }),
    );
    expect(delivery.outboxEntry(Item)).toMatchObject({
      version: 6,
      event: { id: `delivery/${legId}/6`, type: "tongban.delivery.delivered.v1" },
    });
    // One write unit at every step.
    expect(itemBytes(marshall(Item))).toBeLessThanOrEqual(1024);
  });

  it("that we did not write is an error, not a leg", async () => {
    const { store } = await emptyTable();
    await store.write({ ...sampleLeg(), state: "somewhere" as "lost" });
    await expect(store.read(legId)).rejects.toThrow();
  });
});
