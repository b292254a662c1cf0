import type { BatchWriteCommand, DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { describe, expect, it } from "vitest";
import { dynamodbHistory, type HistoryRecord } from "../../../functions/messaging/event-relay/history.ts";
import { outbox } from "./samples.ts";

const table = "records";

type Write = { PutRequest: { Item: Record<string, unknown> } };

/** A client that leaves `unprocessed(call)` of each call's writes undone. */
function client(unprocessed: (writes: Write[], call: number) => Write[]) {
  const calls: Write[][] = [];
  const send = async (command: BatchWriteCommand) => {
    const writes = command.input.RequestItems?.[table] as Write[];
    calls.push(writes);
    const left = unprocessed(writes, calls.length);
    return { UnprocessedItems: left.length > 0 ? { [table]: left } : {} };
  };
  return { calls, db: { send } as unknown as Pick<DynamoDBDocumentClient, "send"> };
}

const recordOf = (pk: string, version: number): HistoryRecord => {
  const entry = outbox({ pk, version });
  if (!entry) throw new Error("this outbox is never silent");
  return { ...entry, pk };
};

describe("the history's batches", () => {
  it("are of 25 at most", async () => {
    const { db, calls } = client(() => []);
    const records = Array.from({ length: 60 }, (_, index) => recordOf("a", index + 1));
    expect(await dynamodbHistory(table, db).write(records)).toEqual(new Map());
    expect(calls.map((writes) => writes.length)).toEqual([25, 25, 10]);
  });

  it("are sent again with what was left undone, and only with that", async () => {
    const { db, calls } = client((writes, call) => (call === 1 ? writes.slice(1) : []));
    const records = [recordOf("a", 1), recordOf("b", 1), recordOf("c", 1)];
    expect(await dynamodbHistory(table, db).write(records)).toEqual(new Map());
    expect(calls.map((writes) => writes.map(({ PutRequest }) => PutRequest.Item.pk))).toEqual([
      ["a", "b", "c"],
      ["b", "c"],
    ]);
  });

  it("end, and name what was never taken", async () => {
    const { db, calls } = client((writes) => writes.filter(({ PutRequest }) => PutRequest.Item.pk === "b"));
    const stuck = recordOf("b", 1);
    const failed = await dynamodbHistory(table, db).write([recordOf("a", 1), stuck]);
    expect(failed).toEqual(new Map([[stuck, "unprocessed"]]));
    expect(calls).toHaveLength(5);
  });

  it("hold each key once, even when the stream told a change twice", async () => {
    const { db, calls } = client(() => []);
    await dynamodbHistory(table, db).write([recordOf("a", 1), recordOf("a", 1)]);
    expect(calls[0]).toHaveLength(1);
  });
});
