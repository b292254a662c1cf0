import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { importYears, listYears } from "#scripts/calendar/commands.ts";
import type { Terminal } from "#scripts/terminal.ts";
import {
  type CalendarStore,
  dynamodbCalendarStore,
  memoryCalendarStore,
} from "#shared/calendar/calendar-store.ts";
import type { CalendarYear } from "#shared/calendar/calendar-year.ts";
import { startDatabase, type TestDatabase } from "#test/support/database.ts";

/** Made up: the notice for 2027 is not known here. */
const year: CalendarYear = {
  year: 2027,
  source: "made up for tests",
  holidays: [
    "2027-01-01",
    "2027-02-05",
    "2027-02-08",
    "2027-02-09",
    "2027-02-10",
    "2027-02-11",
    "2027-04-05",
  ],
  workdays: ["2027-02-13"],
};
const now = "2026-11-23T02:00:00.000Z";
const options = { replace: false, by: "sun-jing", now };

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
    say: (text) => said.push(text),
    complain: (text) => said.push(text),
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

  test("are imported once; different days need to be meant", async () => {
    const store = await open();
    const { terminal, said } = listening();
    await importYears([year], store, options, terminal);
    await importYears([year], store, options, terminal);
    expect(said.map((line) => line.split(";")[0])).toEqual([
      "1 year(s) written, 0 unchanged",
      "0 year(s) written, 1 unchanged",
    ]);
    const changed = { ...year, workdays: [] };
    await expect(importYears([changed], store, options, terminal)).rejects.toThrow("--replace");
    expect(said.at(-1)).toBe("2027:\n  - 2027-02-13 worked");
    expect((await store.years())[0]?.workdays).toEqual(["2027-02-13"]);
    await importYears([changed], store, { ...options, replace: true }, terminal);
    expect(await store.years()).toMatchObject([{ workdays: [], version: 2, importedBy: "sun-jing" }]);
    await listYears(store, terminal);
    expect(said.at(-1)).toMatch(/^reaches 2027-12-31, edition 2027-/);
  });
});

describe("npm run calendar", () => {
  const directory = mkdtempSync(join(tmpdir(), "tongban-calendar-"));
  afterAll(() => rmSync(directory, { recursive: true, force: true }));
  const file = (name: string, value: unknown): string => {
    writeFileSync(join(directory, name), JSON.stringify(value));
    return name;
  };
  const calendar = (words: string[], lang = "en_GB.UTF-8") => {
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [resolve("scripts/calendar.ts"), ...words],
      {
        cwd: directory,
        encoding: "utf8",
        env: { ...process.env, LC_ALL: lang },
      },
    );
    return { status, stdout, stderr };
  };

  test("answers wrong words with its usage, in the machine's language", () => {
    expect(calendar(["frobnicate"])).toMatchObject({ status: 2, stderr: expect.stringMatching(/^Usage:/) });
    expect(calendar([], "zh_CN.UTF-8").stderr).toMatch(/^用法：/);
  });

  test("checks a file and names everything wrong at once", () => {
    expect(calendar(["check", file("good.json", year)])).toMatchObject({
      status: 0,
      stdout: "1 year(s), no problems.\n",
    });
    const bad = { ...year, holidays: ["2026-12-31", "2027-01-01", "2027-01-01"], workdays: ["2027-03-03"] };
    const { status, stderr } = calendar(["check", file("bad.json", bad)]);
    expect(status).toBe(1);
    for (const path of ["holidays/0", "holidays/2", "workdays/0", "2027/holidays "])
      expect(stderr).toContain(path);
    expect(calendar(["check", file("shape.json", { year: "x" })]).stderr).toContain("source");
    expect(calendar(["import", "none.json"]).stderr).toContain("There is no file");
    expect(calendar(["import", file("good.json", year)]).stderr).toContain("not running here");
  });
});
