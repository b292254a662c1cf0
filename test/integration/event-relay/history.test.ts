import { PutCommand, QueryCommand } from "@aws-sdk/lib-dynamodb";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { headKey } from "#shared/kernel/messaging/outbox.ts";
import { startDatabase, type TestDatabase } from "#test/support/database.ts";
import { outbox, recordedAt, streamRecord } from "#test/unit/event-relay/samples.ts";
import { eventRelay } from "../../../functions/messaging/event-relay/event-relay.ts";
import { dynamodbHistory } from "../../../functions/messaging/event-relay/history.ts";

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
});
