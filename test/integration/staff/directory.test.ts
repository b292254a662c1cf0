import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { httpApi } from "#shared/kernel/http/api.ts";
import { dynamodbDirectory } from "#shared/kernel/http/dynamodb-directory.ts";
import { dynamodbRecordStore } from "#shared/kernel/records/dynamodb-record-store.ts";
import type { RecordStore } from "#shared/kernel/records/record-store.ts";
import { type ImportRow, importStaff } from "#shared/staff/import.ts";
import { staffOf } from "#shared/staff/public.ts";
import { type StaffMember, staffMember } from "#shared/staff/record.ts";
import { type Claims, callRoute } from "#test/support/call-route.ts";
import { indexesOf, startDatabase, type TestDatabase } from "#test/support/database.ts";
import { thursday, traceparent } from "#test/unit/cases/samples.ts";
import { entryOf } from "#test/unit/staff/samples.ts";
import { staffApi } from "../../../functions/staff/staff/staff.ts";

const reading = ["GetItemCommand", "QueryCommand"];
const units = { read: 0, write: 0 };
let database: TestDatabase;
let db: DynamoDBDocumentClient;
let tables = 0;
let table: string;
let store: RecordStore<StaffMember, typeof staffMember.indexes>;
let now: string;
let handler: ReturnType<typeof httpApi>;

beforeAll(async () => {
  database = await startDatabase();
  ({ db } = database);
  db.middlewareStack.add(
    (next, { commandName = "" }) =>
      async (args) => {
        Object.assign(args.input, { ReturnConsumedCapacity: "TOTAL" });
        const answer = await next(args);
        const { ConsumedCapacity } = answer.output as { ConsumedCapacity?: { CapacityUnits?: number } };
        units[reading.includes(commandName) ? "read" : "write"] += ConsumedCapacity?.CapacityUnits ?? 0;
        return answer;
      },
    { step: "initialize", priority: "high" },
  );
});
afterAll(() => database.close());
beforeEach(async () => {
  tables += 1;
  table = `staff-${tables}`;
  await database.createTable(table, indexesOf(staffMember));
  store = dynamodbRecordStore(staffMember, table, db);
  now = thursday;
  handler = httpApi(staffApi({ store, people: { keyOf: async () => "0".repeat(32) }, now: () => now }));
});

const costOf = async (work: () => Promise<unknown>) => {
  const before = { ...units };
  await work();
  return { read: units.read - before.read, write: units.write - before.write };
};
const clerk = { sub: "clerk-1", name: "陈芳", role: "clerk", department: "1001" };
const supervisor = { sub: "supervisor-1", name: "刘洋", role: "supervisor" };
const signIn = (who: Claims) => callRoute(handler, who, "PUT /v1/staff/me");
const accountsOf = ({ body }: Awaited<ReturnType<typeof callRoute>>) =>
  (body.items as StaffMember[]).map(({ account }) => account);
const find = async (body: object) =>
  accountsOf(await callRoute(handler, supervisor, "POST /v1/staff/search", { body }));

describe("a sign-in", () => {
  test("costs 3 units of writing when it tells something, and 1.5 of reading when it does not", async () => {
    expect(await costOf(() => signIn(clerk))).toEqual({ read: 0.5, write: 3 });
    expect(await costOf(() => signIn(clerk))).toEqual({ read: 1.5, write: 0 });
    now = new Date(Date.parse(thursday) + 8 * 86_400_000).toISOString();
    expect(await costOf(() => signIn(clerk))).toEqual({ read: 0.5, write: 3 });
    // The row leaves one place of each index and takes another.
    expect(await costOf(() => signIn({ ...clerk, name: "陈芳芳" }))).toEqual({ read: 0.5, write: 5 });
  });

  test("of two pages at once registers one person", async () => {
    const answers = await Promise.all([signIn(clerk), signIn(clerk), signIn(clerk)]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(await store.read("clerk-1")).toMatchObject({ version: 1 });
  });
});

describe("a question about an assignee", () => {
  test("costs half a unit", async () => {
    await store.write(entryOf("wang", { roles: ["reviewer"] }));
    const { obstacle } = staffOf(table, db);
    const wanted = { department: "1001", roles: ["clerk", "reviewer"] };
    expect(await costOf(() => obstacle("wang", wanted))).toEqual({ read: 0.5, write: 0 });
    expect(await obstacle("wang", wanted)).toBeUndefined();
    expect(await obstacle("li", wanted)).toBe("unknown");
  });
});

describe("a question whether somebody left", () => {
  test("costs half a unit, and tells whoever left or was removed", async () => {
    await store.write(entryOf("there"));
    await store.write(entryOf("left", { state: "left", leftBy: "import" }));
    await store.write(entryOf("removed", { name: undefined, state: "removed" }));
    const { hasLeft } = dynamodbDirectory(table, db);
    expect(await costOf(() => hasLeft("there"))).toEqual({ read: 0.5, write: 0 });
    const answers = ["there", "left", "removed", "unknown"].map(hasLeft);
    expect(await Promise.all(answers)).toEqual([false, true, true, false]);
  });
});

describe("the directory in a real table", () => {
  test("gives a department of ninety in one page and one query", async () => {
    for (let serial = 10; serial < 100; serial += 1)
      await store.write(entryOf(`clerk-${serial}`, { name: `王${serial}` }));
    let listed: string[] = [];
    const cost = await costOf(async () => {
      listed = accountsOf(await callRoute(handler, clerk, "GET /v1/staff", { query: { limit: "100" } }));
    });
    expect(listed).toEqual(Array.from({ length: 90 }, (_, index) => `clerk-${index + 10}`));
    expect(cost.write).toBe(0);
    expect(cost.read).toBeLessThanOrEqual(4);
  });

  test("finds names by their beginning, rare characters too", async () => {
    await store.write(entryOf("a", { name: "王磊" }));
    await store.write(entryOf("b", { name: "王\u{20BB7}" }));
    await store.write(entryOf("c", { name: "汪洋", department: "1002" }));
    await store.write(entryOf("d", { name: "王", state: "left" }));
    expect(await find({ q: "王" })).toEqual(["a", "b"]);
    expect(await find({ q: "王\u{20BB7}" })).toEqual(["b"]);
    expect(await find({ q: "c", department: "1002" })).toEqual(["c"]);
  });

  test("is filled by a file twice without a second write, and emptied by a complete one", async () => {
    const row = (account: string): ImportRow => ({
      account,
      name: "陈芳",
      department: "1001",
      roles: ["clerk"],
    });
    const bring = (rows: ImportRow[], complete = false) =>
      importStaff(store, rows, { complete, now, trace: traceparent });
    await bring([row("a"), row("b")]);
    expect(await costOf(() => bring([row("a"), row("b")]))).toEqual({ read: 1, write: 0 });
    expect(await bring([row("a")], true)).toEqual([
      { account: "a", outcome: "unchanged" },
      { account: "b", outcome: "left" },
    ]);
    expect((await store.list("everybody", "active", { limit: 10 })).items).toHaveLength(1);
  });
});
