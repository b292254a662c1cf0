import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { listYears } from "#scripts/calendar/commands.ts";
import { importYears } from "#scripts/calendar/import.ts";
import type { Terminal } from "#scripts/terminal.ts";
import { shippedYears } from "#shared/kernel/calendar/calendar.ts";
import { calendarSource } from "#shared/kernel/calendar/calendar-source.ts";
import { type CalendarStore, dynamodbCalendarStore } from "#shared/kernel/calendar/calendar-store.ts";
import { startDatabase, type TestDatabase } from "#test/support/database.ts";
import { memoryCalendarStore } from "#test/support/memory-calendar-store.ts";
import { invented } from "#test/unit/calendar/invented-2027.ts";

const year = invented();
const now = "2026-11-23T02:00:00.000Z";
const options = { by: "sun-jing", now };

let database: TestDatabase;
let tables = 0;
beforeAll(async () => {
  database = await startDatabase();
});
afterAll(() => database.close());

function listening() {
  const said: string[] = [];
  const terminal: Terminal = {
    locale: "en",
    print: (text) => said.push(text),
    error: (text) => said.push(text),
    progress: () => {},
  };
  return { terminal, said };
}

const adapters: [string, () => Promise<CalendarStore>][] = [
  ["memory", async () => memoryCalendarStore()],
  [
    "DynamoDB",
    async () => {
      tables += 1;
      await database.createTable(`calendar-${tables}`);
      return dynamodbCalendarStore(`calendar-${tables}`, database.db);
    },
  ],
];

describe.each(adapters)("years in %s", (_name, open) => {
  test("are written over the version before only", async () => {
    const store = await open();
    const imported = { ...year, version: 1, importedAt: now, importedBy: "x" };
    expect(await store.put(imported)).toBe(true);
    const outcomes = await Promise.all([
      store.put({ ...imported, version: 2 }),
      store.put({ ...imported, version: 2 }),
    ]);
    expect(outcomes.filter(Boolean)).toHaveLength(1);
    expect(await store.years()).toEqual([{ ...imported, version: 2 }]);
  });

  test("are imported once; other content needs to be meant, and says why", async () => {
    const store = await open();
    const { terminal, said } = listening();
    await importYears([year], store, options, terminal);
    const [first] = await store.years();
    expect(first).toEqual({ ...year, version: 1, importedAt: now, importedBy: "sun-jing" });
    const later = "2026-11-24T02:00:00.000Z";
    const shuffled = { ...year, holidays: year.holidays.toReversed() };
    await importYears([shuffled, ...shippedYears], store, { by: "he-ping", now: later }, terminal);
    expect(await store.years()).toEqual([first]);
    expect(said).toEqual([
      "1 year(s) written, 0 unchanged; the calendar reaches 2027-12-31.",
      "Provisional deadlines are reckoned anew within the hour.",
      "0 year(s) written, 3 unchanged; the calendar reaches 2027-12-31.",
    ]);
    const changed = { ...year, workdays: [] };
    await expect(importYears([changed], store, options, terminal)).rejects.toThrow("--replace");
    expect(said.at(-1)).toBe("2027:\n  - 2027-02-13 worked");
    expect(await store.years()).toEqual([first]);
    const replace = "the second notice";
    await importYears([changed], store, { by: "he-ping", now: later, replace }, terminal);
    expect(await store.years()).toEqual([
      { ...changed, version: 2, importedAt: later, importedBy: "he-ping", reason: replace },
    ]);
    await listYears(store, terminal);
    expect(said.at(-2)).toMatch(/2027 .* 2 +2026-11-24 he-ping +made up for tests \(the second notice\)$/);
    expect(said.at(-1)).toMatch(/^reaches 2027-12-31, edition 2027-/);
  });

  test("that ship are replaced for a reason only, source or days", async () => {
    const store = await open();
    const { terminal, said } = listening();
    const [shipped] = shippedYears;
    if (!shipped) throw new Error("no year ships");
    const moved = { ...shipped, source: "another notice" };
    await expect(importYears([moved], store, options, terminal)).rejects.toThrow("--replace");
    expect(said.at(-1)).toBe(`2025:\n  + another notice\n  - ${shipped.source}`);
    await importYears([moved], store, { ...options, replace: "why not" }, terminal);
    expect(await store.years()).toMatchObject([{ year: 2025, source: "another notice", version: 1 }]);
  });

  test.each([
    [2028, "2027"],
    [2022, "2023"],
  ])("never leave a gap: %i waits for %s", async (number, missing) => {
    const store = await open();
    const lonely = { year: number, source: "made up", holidays: [], workdays: [] };
    await expect(importYears([lonely], store, options, listening().terminal)).rejects.toThrow(
      `${missing} is missing`,
    );
    expect(await store.years()).toEqual([]);
  });

  test("of somebody faster are not written over", async () => {
    const store = await open();
    const slow: CalendarStore = {
      ...store,
      async years() {
        const before = await store.years();
        await store.put({ ...year, version: 1, importedAt: now, importedBy: "faster" });
        return before;
      },
    };
    await expect(importYears([year], slow, options, listening().terminal)).rejects.toThrow("try again");
    expect(await store.years()).toMatchObject([{ importedBy: "faster" }]);
  });

  test("reach the calendar in force at its next refresh", async () => {
    const store = await open();
    let clock = 0;
    const inForce = calendarSource(store, () => new Date(clock).toISOString());
    const before = await inForce();
    await importYears([year], store, options, listening().terminal);
    expect(await inForce()).toBe(before);
    clock = 300_000;
    const after = await inForce();
    expect([before.coveredTo, after.coveredTo]).toEqual(["2026-12-31", "2027-12-31"]);
    expect(after.edition).not.toBe(before.edition);
    expect(after.holidays.has("2027-01-01")).toBe(true);
  });
});
