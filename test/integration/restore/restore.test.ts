import { CreateTableCommand } from "@aws-sdk/client-dynamodb";
import { GetCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { restore, type Wish } from "#scripts/restore/restore.ts";
import { checkTables } from "#scripts/restore/tables.ts";
import { startDatabase, type TestDatabase } from "#test/support/database.ts";

type Item = Record<string, unknown> & { pk: string; sk: string };

let database: TestDatabase;
let tables = 0;
let from: string;
let to: string;
beforeAll(async () => {
  database = await startDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  tables += 1;
  [from, to] = [`restored-${tables}`, `live-${tables}`];
  await database.createTable(from);
  await database.createTable(to);
});

const put = async (table: string, ...items: Item[]) => {
  for (const item of items) await database.db.send(new PutCommand({ TableName: table, Item: item }));
};
const there = async ({ pk, sk }: Item) =>
  (await database.db.send(new GetCommand({ TableName: to, Key: { pk, sk } }))).Item;
const run = (more: Partial<Wish> = {}) =>
  restore(database.db, {
    from,
    to,
    write: true,
    overNewer: false,
    now: new Date("2026-11-28T00:00:00Z"),
    ...more,
  });

const head = (pk: string, version: number, more: Record<string, unknown> = {}): Item => ({
  pk,
  sk: "HEAD",
  version,
  state: "accepted",
  bytes: new Uint8Array([1, 2]),
  ...more,
});
const entry = (pk: string, version: number, more: Record<string, unknown> = {}): Item => ({
  pk,
  sk: `EVENT#00000${version}`,
  event: { type: "accepted" },
  ...more,
});

test("both tables are looked at before: there, ACTIVE, of the same keys, and how much they hold", async () => {
  await put(from, head("a", 3), entry("a", 3));
  const { faults, sizes } = await checkTables(database.db, { from, to });
  expect(faults).toEqual([]);
  expect(sizes).toEqual([
    expect.stringMatching(`^${from}: 2 items, \\d+ KB`),
    expect.stringMatching(`^${to}: 0 items, 0 KB`),
  ]);

  const other = `other-${tables}`;
  await database.db.send(
    new CreateTableCommand({
      TableName: other,
      BillingMode: "PAY_PER_REQUEST",
      KeySchema: [{ AttributeName: "id", KeyType: "HASH" }],
      AttributeDefinitions: [{ AttributeName: "id", AttributeType: "S" }],
    }),
  );
  expect((await checkTables(database.db, { from: other, to: "nowhere" })).faults).toEqual([
    expect.stringContaining("There is no table nowhere here"),
  ]);
  expect((await checkTables(database.db, { from: other, to })).faults).toEqual([
    `${other} and ${to} have other keys (HASH id S; HASH pk S, RANGE sk S): one was not restored from the other.`,
  ]);
});

test("a rehearsal counts what would be done, and changes nothing", async () => {
  const [gone, damaged] = [head("a", 3), head("b", 3)];
  await put(from, gone, damaged, entry("a", 3), head("c", 1));
  await put(to, { ...damaged, state: "" }, head("c", 1));
  expect(await run({ write: false })).toMatchObject({ missing: 2, damaged: 1, same: 1, written: 0 });
  expect(await there(gone)).toBeUndefined();
  expect((await there(damaged))?.state).toBe("");
});

test("what is gone or damaged comes back as it was, once", async () => {
  const items = [head("a", 3), entry("a", 3), head("b", 3)];
  await put(from, ...items);
  await put(to, head("b", 2, { state: "damaged" }));
  expect(await run()).toMatchObject({ missing: 2, damaged: 1, written: 3, changedMeanwhile: 0 });
  for (const item of items) expect(await there(item)).toEqual(item);
  expect(await run()).toMatchObject({ same: 3, written: 0 });
});

test("what went on since stays, unless it is asked for", async () => {
  const newer = head("a", 5, { state: "approved" });
  const forgotten = entry("a", 3, { event: { type: "accepted", forgotten: true } });
  await put(from, head("a", 3), entry("a", 3));
  await put(to, newer, forgotten);
  expect(await run()).toMatchObject({ newer: 1, other: 1, written: 0 });
  expect(await there(newer)).toEqual(newer);
  expect(await run({ overNewer: true })).toMatchObject({ newer: 1, other: 1, written: 2 });
  expect(await there(newer)).toEqual(head("a", 3));
});

test("of some keys alone all items come back, and of others none", async () => {
  await put(from, head("a", 1), entry("a", 1), head("b", 1));
  expect(await run({ keys: ["a"] })).toMatchObject({ missing: 2, written: 2 });
  expect(await there(head("b", 1))).toBeUndefined();
});

test("what has reached its own end stays away", async () => {
  const ended = Date.parse("2026-11-27T00:00:00Z") / 1000;
  await put(from, entry("a", 1, { expiresAt: ended }), entry("a", 2, { expiresAt: ended + 7 * 86_400 }));
  expect(await run()).toMatchObject({ expired: 1, missing: 1, written: 1 });
});

test("what somebody changes between the look and the write is left, and told of", async () => {
  await put(from, head("a", 3));
  await put(to, head("a", 2));
  const changing = Object.assign(Object.create(database.db), {
    async send(command: unknown) {
      if (command instanceof PutCommand) await put(to, head("a", 4));
      return database.db.send(command as PutCommand);
    },
  });
  const wish = { from, to, write: true, overNewer: false, now: new Date(), keys: ["a"] };
  expect(await restore(changing, wish)).toMatchObject({ damaged: 1, written: 0, changedMeanwhile: 1 });
  expect((await there(head("a", 4)))?.version).toBe(4);
});
