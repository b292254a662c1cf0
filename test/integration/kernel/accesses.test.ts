import { ScanCommand } from "@aws-sdk/lib-dynamodb";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Access, Accesses } from "#shared/kernel/accesses/access.ts";
import { dynamodbAccesses } from "#shared/kernel/accesses/dynamodb-accesses.ts";
import { accessPolicy } from "#shared/kernel/accesses/policy.ts";
import { allPages } from "#shared/kernel/aws/page.ts";
import { startDatabase, type TestDatabase } from "#test/support/database.ts";
import { memoryAccesses } from "#test/support/memory-accesses.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await startDatabase();
  await database.createTable("accesses");
});
afterAll(() => database.close());

const begin = "2026-11-23T02:00:00.000Z";
const later = (seconds: number) => new Date(Date.parse(begin) + seconds * 1000).toISOString();
const by = { role: "clerk", id: "chen-fang", department: "1001" };
const look = (seconds: number, more: Partial<Access> = {}): Access => ({
  at: later(seconds),
  by,
  what: "case",
  ...more,
});
const reasoned = (seconds: number) => look(seconds, { what: "person", reason: `窗口核实 ${seconds}` });

let serial = 0;
describe.each<[string, () => Accesses]>([
  ["memory", memoryAccesses],
  ["DynamoDB", () => dynamodbAccesses("accesses", database.db)],
])("who looked at whose data, in %s", (name, open) => {
  let accesses: Accesses;
  let subject: string;
  beforeEach(() => {
    accesses = open();
    serial += 1;
    subject = `subject-${serial}`;
  });
  const all = (of = subject) => allPages((cursor) => accesses.list(of, cursor, 2));

  test("is told newest first, page by page, of this one alone", async () => {
    for (const seconds of [1, 2, 3, 4, 5]) await accesses.record(subject, reasoned(seconds));
    await accesses.record(`${subject}-other`, reasoned(6));
    expect(await all()).toEqual([5, 4, 3, 2, 1].map(reasoned));
    expect(await all(`${subject}-other`)).toEqual([reasoned(6)]);
  });

  test("stands once an hour for each who looked at each thing, and for every reason", async () => {
    for (const seconds of [0, 5, 3599, 3600]) await accesses.record(subject, look(seconds));
    await accesses.record(subject, look(1, { by: { ...by, id: "wang-lei" } }));
    await accesses.record(subject, look(2, { what: "document", record: "a" }));
    await accesses.record(subject, look(3, { what: "document", record: "b" }));
    await Promise.all(
      ["甲", "乙"].map((name) => accesses.record(subject, look(4, { reason: `${name}窗口` }))),
    );
    const found = (await all()).map(({ at, by: { id }, what, record, reason }) =>
      [at.slice(11, 13), id, what, record, reason].filter(Boolean).join(" "),
    );
    expect(found.toSorted()).toEqual(
      [
        "02 chen-fang case",
        "02 chen-fang case 乙窗口",
        "02 chen-fang case 甲窗口",
        "02 chen-fang document a",
        "02 chen-fang document b",
        "02 wang-lei case",
        "03 chen-fang case",
      ].toSorted(),
    );
  });

  test("is the same from another execution environment", async () => {
    await accesses.record(subject, look(0));
    if (name === "DynamoDB") await open().record(subject, look(1));
    expect(await all()).toEqual([look(0)]);
  });

  test("counts what each account asks for, by the hour and the day", async () => {
    const { perHour, perDay } = accessPolicy.limits.export;
    const ask = (seconds: number, account = subject) => accesses.count(account, "export", later(seconds));
    for (let nth = 1; nth <= perHour; nth += 1) expect(await ask(nth)).toEqual({ inHour: nth });
    expect(await ask(3599)).toMatchObject({ over: "hour" });
    expect(await ask(3599, `${subject}-other`)).toEqual({ inHour: 1 });
    expect(await accesses.count(subject, "reveal", later(3599))).toEqual({ inHour: 1 });
    for (let nth = perHour + 1; nth <= perDay; nth += 1) {
      const hour = Math.floor((nth - 1) / perHour);
      expect((await ask(hour * 3600)).over).toBeUndefined();
    }
    expect(await ask(10 * 3600)).toMatchObject({ over: "day" });
    // A day begins at midnight in Shanghai.
    expect(await ask(14 * 3600)).toEqual({ inHour: 1 });
  });

  test("lists the searches of a day, of all accounts or of one, page by page", async () => {
    const day = `2026-12-${10 + serial}`;
    const search = (id: string, time: string) => ({
      at: `${day}T${time}:00.000Z`,
      by: { ...by, id },
      reason: "窗口核实",
      reasonCode: "atWindow",
      kind: "phone" as const,
      found: 1,
    });
    const made = [search("a", "01:00"), search("a", "02:00"), search("b", "01:30")];
    for (const one of [...made, search("a", "16:00")].toReversed()) await accesses.recordSearch(one);
    const found = (account?: string) => allPages((cursor) => accesses.searches({ day, account }, cursor, 2));
    expect(await found()).toEqual(made);
    expect(await found("a")).toEqual(made.slice(0, 2));
    expect(await found("nobody")).toEqual([]);
  });

  test("opens a matter for a reason, for one person and a time", async () => {
    expect(await accesses.isOpen(subject, "chen-fang", begin)).toBe(false);
    await accesses.open(subject, "chen-fang", later(60));
    expect(await accesses.isOpen(subject, "chen-fang", later(59))).toBe(true);
    expect(await accesses.isOpen(subject, "chen-fang", later(60))).toBe(false);
    expect(await accesses.isOpen(subject, "wang-lei", begin)).toBe(false);
    expect(await all()).toEqual([]);
  });
});

test("a page mark of another's opens nothing of it", async () => {
  const accesses = dynamodbAccesses("accesses", database.db);
  await accesses.record("marked", reasoned(1));
  const { items } = await accesses.list("marked", { pk: "ACCESS#other", sk: later(9) }, 10);
  expect(items).toEqual([reasoned(1)]);
  await expect(accesses.list("marked", { sk: "EVENT" }, 10)).rejects.toThrow("another list");
});

test("what the table keeps of looks and searches goes after three years", async () => {
  const accesses = dynamodbAccesses("accesses", database.db);
  const subject = "subject-term";
  await accesses.record(subject, look(0));
  await accesses.record(subject, reasoned(1));
  await accesses.recordSearch({
    at: begin,
    by,
    reason: "窗口核实身份",
    reasonCode: "atWindow",
    kind: "phone",
    found: 1,
  });
  const { Items = [] } = await database.db.send(new ScanCommand({ TableName: "accesses" }));
  const goes = Items.filter(({ pk }) => String(pk).endsWith(subject) || String(pk).startsWith("SEARCHES"));
  expect(goes.length).toBeGreaterThanOrEqual(3);
  for (const { at, expiresAt } of goes)
    expect(new Date(Number(expiresAt) * 1000).getTime() - Date.parse(at)).toBeGreaterThanOrEqual(
      1095 * 86_400_000,
    );
});
