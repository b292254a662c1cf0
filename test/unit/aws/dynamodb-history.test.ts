import { BatchWriteCommand, DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { mockClient } from "aws-sdk-client-mock";
import { afterAll, afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { outbox } from "#test/unit/event-relay/samples.ts";
import { dynamodbHistory, type HistoryRecord } from "../../../functions/messaging/event-relay/history.ts";

// The local engine does one thing after another and always has room; DynamoDB does not.
const service = mockClient(DynamoDBDocumentClient);
beforeEach(() => void service.reset());
afterAll(() => service.restore());
/** Pauses take no time. */
beforeEach(() => void vi.useFakeTimers().setTimerTickMode("nextTimerAsync"));
afterEach(() => void vi.useRealTimers());

const table = "records";

describe("the history's batches", () => {
  const recordOf = (pk: string, version: number): HistoryRecord => {
    const entry = outbox({ pk, version });
    if (!entry) throw new Error("this outbox is never silent");
    return { ...entry, pk };
  };
  const write = (...records: HistoryRecord[]) => dynamodbHistory(table).write(records);
  const sent = (): string[][] =>
    service
      .commandCalls(BatchWriteCommand)
      .map(({ args: [{ input }] }) =>
        (input.RequestItems?.[table] ?? []).map(({ PutRequest }) => String(PutRequest?.Item?.pk)),
      );
  /** Leaves the writes of some partitions undone. */
  const without =
    (...pks: string[]) =>
    ({ RequestItems = {} }: BatchWriteCommand["input"]) => {
      const undone = RequestItems[table]?.filter(({ PutRequest }) => pks.includes(PutRequest?.Item?.pk));
      return { UnprocessedItems: undone?.length ? { [table]: undone } : {} };
    };

  test("are of 25 at most", async () => {
    service.on(BatchWriteCommand).resolves({});
    const records = Array.from({ length: 60 }, (_, index) => recordOf("a", index + 1));
    expect(await write(...records)).toEqual(new Map());
    expect(sent().map((pks) => pks.length)).toEqual([25, 25, 10]);
  });

  test("are sent again with what was left undone, and only with that", async () => {
    service.on(BatchWriteCommand).callsFakeOnce(without("b", "c")).resolves({});
    expect(await write(recordOf("a", 1), recordOf("b", 1), recordOf("c", 1))).toEqual(new Map());
    expect(sent()).toEqual([
      ["a", "b", "c"],
      ["b", "c"],
    ]);
  });

  test("end, and name what was never taken", async () => {
    service.on(BatchWriteCommand).callsFake(without("b"));
    const stuck = recordOf("b", 1);
    expect(await write(recordOf("a", 1), stuck)).toEqual(new Map([[stuck, "unprocessed"]]));
    expect(sent()).toHaveLength(5);
  });

  test("fail by themselves: what a call that was refused held is named, and the others are written", async () => {
    service
      .on(BatchWriteCommand)
      .resolvesOnce({})
      .rejectsOnce(Object.assign(new Error("too fast"), { name: "ThrottlingException" }))
      .resolves({});
    const records = Array.from({ length: 60 }, (_, index) => recordOf("a", index + 1));
    const failed = await write(...records);
    expect([...failed.keys()]).toEqual(records.slice(25, 50));
    expect(new Set(failed.values())).toEqual(new Set(["ThrottlingException"]));
    expect(sent().map((pks) => pks.length)).toEqual([25, 25, 10]);
  });

  test("hold each key once, even when the stream delivered a change twice", async () => {
    service.on(BatchWriteCommand).resolves({});
    await write(recordOf("a", 1), recordOf("a", 1));
    expect(sent()).toEqual([["a"]]);
  });
});
