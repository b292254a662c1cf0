import {
  ConditionalCheckFailedException,
  TransactionCanceledException,
  TransactionConflictException,
} from "@aws-sdk/client-dynamodb";
import {
  BatchGetCommand,
  DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  TransactWriteCommand,
} from "@aws-sdk/lib-dynamodb";
import { mockClient } from "aws-sdk-client-mock";
import { afterAll, afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { dynamodbCaseStore } from "#shared/cases/dynamodb-case-store.ts";
import { batchGet } from "#shared/kernel/aws/batch-get.ts";
import { CursorMismatch } from "#shared/kernel/aws/cursor.ts";
import { dynamodb } from "#shared/kernel/aws/dynamodb.ts";
import { putVersion } from "#shared/kernel/aws/put-version.ts";
import { dynamodbRecordStore } from "#shared/kernel/records/dynamodb-record-store.ts";
import { dynamodbLicenceUses } from "#shared/licences/dynamodb-licence-uses.ts";
import { rectification } from "#shared/rectifications/record.ts";
import { recordSamples } from "#test/support/record-samples.ts";
import { testCipher } from "#test/support/test-cipher.ts";
import { form, openSample, person } from "#test/unit/cases/samples.ts";

// The local engine does one thing after another and always has room; DynamoDB does not.
const service = mockClient(DynamoDBDocumentClient);
beforeEach(() => void service.reset());
afterAll(() => service.restore());

const table = "records";
const about = { message: "from DynamoDB", $metadata: {} };
const cancelled = (Code: string) =>
  new TransactionCanceledException({ ...about, CancellationReasons: [{ Code }, { Code: "None" }] });
const conflict = new TransactionConflictException(about);
const conditionFailed = new ConditionalCheckFailedException(about);

/** Pauses take no time. */
function withoutPauses(): void {
  beforeEach(() => void vi.useFakeTimers().setTimerTickMode("nextTimerAsync"));
  afterEach(() => void vi.useRealTimers());
}

describe("two writers at the same moment", () => {
  const store = dynamodbCaseStore(table, dynamodb(), testCipher);

  test("a submission that met another is tried again, not taken for existing", async () => {
    service.on(TransactWriteCommand).rejectsOnce(cancelled("TransactionConflict")).resolves({});
    expect(await store.write(openSample(), { form, person })).toBe(true);
    expect(service.calls()).toHaveLength(2);
  });

  test("once the other has won, the case exists", async () => {
    service
      .on(TransactWriteCommand)
      .rejectsOnce(cancelled("TransactionConflict"))
      .rejects(cancelled("ConditionalCheckFailed"));
    expect(await store.write(openSample(), { form, person })).toBe(false);
  });

  test("a command that met a transaction is decided anew", async () => {
    service.on(PutCommand).rejects(conflict);
    expect(await store.write(openSample())).toBe(false);
  });

  test("any other failure is passed on as it is", async () => {
    service.on(TransactWriteCommand).rejects(cancelled("ValidationError"));
    await expect(store.write(openSample(), { form, person })).rejects.toThrow("from DynamoDB");
  });
});

describe("a record's next version", () => {
  const write = () => putVersion(dynamodb(), table, { pk: "a", sk: "HEAD", version: 4 }, 4);

  test("is not written over another's", async () => {
    service.on(PutCommand).rejects(conditionFailed);
    expect(await write()).toBe(false);
  });

  test("that could not be written at all is no conflict", async () => {
    service.on(PutCommand).rejects(new Error("no route"));
    await expect(write()).rejects.toThrow("no route");
  });
});

describe("a page mark of somebody's own making", () => {
  const cases = dynamodbCaseStore(table);
  const uses = dynamodbLicenceUses(table);
  const orders = dynamodbRecordStore(rectification, table);
  beforeEach(() => void service.on(QueryCommand).resolves({ Items: [] }));
  const starts = () =>
    service.commandCalls(QueryCommand).map(({ args: [{ input }] }) => input.ExclusiveStartKey?.sk);

  test.each<[string, (cursor: Record<string, string>) => Promise<unknown>, string]>([
    ["a case's history", (cursor) => cases.history("number", { cursor, limit: 10 }), "EVENT#000002"],
    ["a record's history", (cursor) => orders.history("id", { cursor, limit: 10 }), "EVENT#000002"],
    ["a licence's uses", (cursor) => uses.list("id", { cursor, limit: 10 }), "USE#number#material"],
  ])(
    "is not asked of DynamoDB, which refuses a start outside of what it reads: %s",
    async (_, read, ours) => {
      for (const sk of ["HEAD", "", "APPLICATION#001"])
        await expect(read({ sk })).rejects.toThrow(CursorMismatch);
      await read({ sk: ours });
      expect(starts()).toEqual([ours]);
    },
  );

  test("is not asked of an index in part", async () => {
    const mine = (cursor: Record<string, string>) =>
      cases.list("byApplicant", "li-min", { cursor, limit: 10 });
    await expect(mine({ pk: "CASE#1", sk: "HEAD" })).rejects.toThrow(CursorMismatch);
    await expect(mine({ pk: "CASE#1", sk: "HEAD", submittedAt: "" })).rejects.toThrow(CursorMismatch);
    await mine({ pk: "CASE#1", sk: "HEAD", submittedAt: "2026-09-17T01:00:00.000Z" });
    const cursor = { pk: "RECTIFICATION#1", sk: "HEAD", dueAt: "" };
    await expect(orders.list("open", "OPEN", { cursor, limit: 10 })).rejects.toThrow(CursorMismatch);
    expect(starts()).toEqual(["HEAD"]);
  });
});

describe("what a batch of reads left unprocessed", () => {
  withoutPauses();
  const keys = ["a", "b", "c"].map((pk) => ({ pk, sk: "HEAD" }));
  const left = (...pks: string[]) => ({
    UnprocessedKeys: { [table]: { Keys: keys.filter(({ pk }) => pks.includes(pk)) } },
  });
  const found = (...pks: string[]) => ({ Responses: { [table]: pks.map((pk) => ({ pk })) } });
  const asked = () =>
    service
      .commandCalls(BatchGetCommand)
      .map(({ args: [{ input }] }) => input.RequestItems?.[table]?.Keys?.map(({ pk }) => pk).join(""));

  test("is asked for again, and only that", async () => {
    service
      .on(BatchGetCommand)
      .resolvesOnce({ ...found("b"), ...left("a", "c") })
      .resolvesOnce({ ...found("c"), ...left("a") })
      .resolves(found("a"));
    expect(await batchGet(dynamodb(), table, keys)).toEqual([{ pk: "b" }, { pk: "c" }, { pk: "a" }]);
    expect(asked()).toEqual(["abc", "ac", "a"]);
  });

  test("is never passed over: after six calls the read fails", async () => {
    service.on(BatchGetCommand).resolves(left("a"));
    await expect(batchGet(dynamodb(), table, keys)).rejects.toThrow("1 items of records could not be read");
    expect(asked()).toEqual(["abc", "a", "a", "a", "a", "a"]);
  });
});

describe("records", () => {
  const samples = recordSamples.find(({ definition }) => definition.name === "rectification");
  if (!samples) throw new Error("work orders have no samples");
  const { definition, make } = samples;
  const store = dynamodbRecordStore(definition, table);
  const items = [1, 2, 3].map((serial) => definition.toItem(make(serial)));
  const row = ({ pk, sk, openKey, dueAt }: Record<string, unknown>) => ({ pk, sk, openKey, dueAt });
  const batches = () =>
    service.commandCalls(BatchGetCommand).map(({ args: [{ input }] }) => input.RequestItems?.[table]);

  test("are read as last written, one or many or what a list names", async () => {
    service.on(GetCommand).resolves({});
    service.on(BatchGetCommand).resolves({});
    service.on(QueryCommand).resolves({ Items: items.map(row) });
    await store.read("a");
    await store.readMany(["a"]);
    await store.list("open", "OPEN", { limit: 3 });
    expect(service.commandCalls(GetCommand)[0]?.args[0].input.ConsistentRead).toBe(true);
    expect(batches().map((batch) => batch?.ConsistentRead)).toEqual([true, true]);
  });

  test("may be read as they were a moment before, which costs half", async () => {
    service.on(GetCommand).resolves({});
    service.on(BatchGetCommand).resolves({});
    await store.read("a", { maybeOlder: true });
    await store.readMany(["a"], { maybeOlder: true });
    expect(service.commandCalls(GetCommand)[0]?.args[0].input.ConsistentRead).toBe(false);
    expect(batches().map((batch) => batch?.ConsistentRead)).toEqual([false]);
  });

  test("are read a hundred at a time", async () => {
    service.on(BatchGetCommand).resolves({});
    await store.readMany(Array.from({ length: 250 }, (_, index) => `id-${index}`));
    expect(batches().map((batch) => batch?.Keys?.length)).toEqual([100, 100, 50]);
  });

  test("are listed in the list's order, whatever order a batch gives them in", async () => {
    service.on(QueryCommand).resolves({ Items: items.map(row) });
    service.on(BatchGetCommand).resolves({ Responses: { [table]: items.toReversed() } });
    const { items: listed } = await store.list("open", "OPEN", { limit: 3 });
    expect(listed).toEqual([1, 2, 3].map(make));
  });

  test("that a sweep has to look at are all found, on however many pages", async () => {
    const [first, ...others] = items.map(row);
    const LastEvaluatedKey = first as Record<string, unknown>;
    service
      .on(QueryCommand)
      .resolvesOnce({ Items: [LastEvaluatedKey], LastEvaluatedKey })
      .resolves({ Items: others });
    expect(await store.ids("open", "OPEN", "9")).toEqual(
      [1, 2, 3].map((serial) => definition.idOf(make(serial))),
    );
  });

  test("are not listed for who brings another list's page mark", async () => {
    for (const cursor of [
      { pk: "a", sk: "HEAD", openedAt: "1" },
      { pk: "", sk: "HEAD", dueAt: "1" },
    ] as Record<string, string>[])
      await expect(store.list("open", "OPEN", { limit: 3, cursor })).rejects.toThrow(CursorMismatch);
    expect(service.commandCalls(QueryCommand)).toEqual([]);
  });

  test("of one group are all read, on however many pages, as last written", async () => {
    const [first, ...others] = items;
    const LastEvaluatedKey = row(first as Record<string, unknown>);
    service
      .on(QueryCommand)
      .resolvesOnce({ Items: [first as Record<string, unknown>], LastEvaluatedKey })
      .resolves({ Items: others });
    expect(await store.readGroup("a")).toEqual([1, 2, 3].map(make));
    for (const { args } of service.commandCalls(QueryCommand))
      expect(args[0].input).toMatchObject({ ConsistentRead: true });
  });
});
