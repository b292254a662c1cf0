import { PutCommand, QueryCommand } from "@aws-sdk/lib-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";
import type { DynamoDBRecord } from "aws-lambda";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Inspection, inspection } from "#shared/examinations/inspections/record.ts";
import { headKey } from "#shared/kernel/messaging/outbox.ts";
import { dynamodbRecordReader } from "#shared/kernel/records/dynamodb-record-store.ts";
import { type ChainEntry, verifyChain } from "#shared/kernel/records/verify-chain.ts";
import { startDatabase, type TestDatabase } from "#test/support/database.ts";
import { inspections } from "#test/support/record-samples/examinations.ts";
import { thursday, traceparent } from "#test/unit/cases/samples.ts";
import { outbox, recordedAt, streamRecord } from "#test/unit/event-relay/samples.ts";
import { eventRelay } from "../../../functions/messaging/event-relay/event-relay.ts";
import { dynamodbForget } from "../../../functions/messaging/event-relay/forget.ts";
import { dynamodbHistory } from "../../../functions/messaging/event-relay/history.ts";
import { goingFieldsOf, outboxOfRecords } from "../../../functions/messaging/event-relay/outboxes.ts";

const table = "records";

describe("the history beside the HEAD", () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await startDatabase();
    await database.createTable(table);
  });
  afterAll(() => database.close());

  const itemsOf = async (pk: string) => {
    const { Items } = await database.db.send(
      new QueryCommand({
        TableName: table,
        KeyConditionExpression: "pk = :pk",
        ExpressionAttributeValues: { ":pk": pk },
      }),
    );
    return Items;
  };

  const relay = () =>
    eventRelay({
      isWanted: () => true,
      outbox,
      history: dynamodbHistory(table, database.db),
      bus: { publish: async () => [] },
    });

  it("goes with its record", async () => {
    const record = streamRecord("1", { pk: "case/goes", version: 1, expiresAt: 1_900_000_000 });
    expect(await relay()({ Records: [record] })).toEqual({ batchItemFailures: [] });
    expect(await itemsOf("case/goes")).toMatchObject([{ expiresAt: 1_900_000_000 }]);
  });

  it("holds one entry per version in order, the same ones after a second run, and leaves the HEAD alone", async () => {
    const head = { pk: "case/a", sk: headKey, version: 60 };
    await database.db.send(new PutCommand({ TableName: table, Item: head }));
    const batch = {
      Records: Array.from({ length: 60 }, (_, index) =>
        streamRecord(String(index + 1), { pk: "case/a", version: index + 1 }),
      ),
    };
    expect(await relay()(batch)).toEqual({ batchItemFailures: [] });
    const once = await itemsOf("case/a");
    expect(once).toHaveLength(61);
    expect(once?.[11]).toEqual({
      pk: "case/a",
      sk: "EVENT#000012",
      event: outbox({ pk: "case/a", version: 12 })?.event,
      privateNote: { reason: "why 12" },
      recordedAt,
    });
    expect(once?.[60]).toEqual(head);

    expect(await relay()(batch)).toEqual({ batchItemFailures: [] });
    expect(await itemsOf("case/a")).toEqual(once);
  });

  it("loses what was found and written at the end of its term, from the record as well, and stays whole", async () => {
    const made = inspections.make(1);
    const checks = [{ item: "后厨", finding: "conforms" as const, remark: "赵六在场" }];
    const recorded = inspection.next(
      made,
      { state: "recorded", checks, signature: { by: "refused", witnessOf: "东街社区" } },
      { event: "recorded", at: thursday, trace: traceparent, actor: { role: "reviewer", id: "wang-lei" } },
    );
    const forgetful = eventRelay({
      isWanted: () => true,
      outbox: outboxOfRecords([inspection]),
      history: dynamodbHistory(table, database.db),
      bus: { publish: async () => [] },
    });
    const image = (record: Inspection) =>
      marshall(inspection.toItem(record), { removeUndefinedValues: true });
    for (const [version, record, before] of [
      ["1", made, undefined],
      ["2", recorded, made],
    ] as const) {
      const dynamodb = {
        SequenceNumber: version,
        NewImage: image(record),
        ...(before && { OldImage: image(before) }),
      };
      const stream = { Records: [{ eventName: "MODIFY", dynamodb } as DynamoDBRecord] };
      expect(await forgetful(stream)).toEqual({ batchItemFailures: [] });
    }
    await database.db.send(new PutCommand({ TableName: table, Item: inspection.toItem(recorded) }));
    const { pk } = inspection.keyOf(made.inspectionId);
    const stored = async () => JSON.stringify(await itemsOf(pk));
    expect(await stored()).toMatch(/赵六.*东街社区/);
    const { forget } = { forget: dynamodbForget(table, goingFieldsOf([inspection]), database.db) };
    await forget(pk);
    await forget(pk);
    expect(await stored()).not.toMatch(/赵六|东街社区|salt/);
    const reader = dynamodbRecordReader(inspection, table, database.db);
    const left = await reader.read(made.inspectionId);
    expect(left).toMatchObject({ state: "recorded", version: 2 });
    expect(left).not.toHaveProperty("checks");
    const { items } = await reader.history(made.inspectionId, { limit: 10 });
    expect(verifyChain(items as unknown as ChainEntry[], left?.hash)).toEqual({ ok: true });
  });
});
