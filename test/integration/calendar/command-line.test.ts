import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { shippedYears } from "#shared/kernel/calendar/calendar.ts";
import { dynamodbCalendarStore } from "#shared/kernel/calendar/calendar-store.ts";
import { startDatabase, type TestDatabase } from "#test/support/database.ts";
import { invented } from "#test/unit/calendar/invented-2027.ts";

const year = invented();

let database: TestDatabase;
beforeAll(async () => {
  database = await startDatabase();
});
afterAll(() => database.close());

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

  test.each([
    "",
    "frobnicate",
    "import",
    "list x.json",
    "check a.json b.json",
    "check a.json --table T",
    "list --replace why",
    "import a.json --replace",
    "import a.json --colour red",
    "constructor x",
  ])("answers wrong words with its usage: %j", (line) => {
    const { status, stderr } = calendar(line.split(" ").filter(Boolean));
    expect(status).toBe(2);
    expect(stderr).toMatch(/^Usage:\n {2}npm run calendar -- import FILE/);
  });

  test("speaks Chinese where the machine does", () => {
    expect(calendar([], "zh_CN.UTF-8").stderr).toMatch(/^用法：/);
    const bad = file("bad-zh.json", { ...year, workdays: ["2027-03-03"] });
    expect(calendar(["check", bad], "zh_CN.UTF-8")).toMatchObject({
      status: 1,
      stderr: "/workdays/0  2027-03-03 本来就是工作日。\nbad-zh.json 有 1 处错误，什么都没有写入。\n",
    });
  });

  test("checks one year, several, and the shape that ships", () => {
    const { year: _year, ...days } = year;
    for (const [name, value, count] of [
      ["one.json", year, 1],
      ["several.json", [year, ...shippedYears], 3],
      ["shipped.json", { years: { 2027: days } }, 1],
    ] as const)
      expect(calendar(["check", file(name, value)])).toEqual({
        status: 0,
        stdout: `${count} year(s), no problems.\n`,
        stderr: "",
      });
    expect(calendar(["check", resolve("data/calendar.json")])).toMatchObject({ status: 0 });
  });

  test("names everything wrong at once, with the place in the file", () => {
    const bad = { ...year, source: "", holidays: ["2026-12-31", "2027-02-30"], workdays: ["2027-03-03"] };
    const { status, stderr } = calendar(["check", file("bad.json", [bad, year, year])]);
    expect(status).toBe(1);
    expect(stderr.split("\n").map((line) => line.split(" ")[0])).toEqual([
      "/0/source",
      "/0/holidays/1",
      "/0/holidays/0",
      "/0/workdays/0",
      "/0/holidays",
      "/2/year",
      "bad.json",
      "",
    ]);
    const shipped = file("bad-shape.json", { years: { soon: { source: "made up", holidays: [] } } });
    expect(calendar(["check", shipped]).stderr).toContain("/years/soon/year");
    expect(calendar(["check", file("empty.json", [])]).stderr).toContain("There is no year in the file.");
  });

  test("warns of a public holiday that is not off, and goes on", () => {
    const worked = file("worked.json", { ...year, holidays: year.holidays.slice(1) });
    expect(calendar(["check", worked])).toMatchObject({
      status: 0,
      stderr: expect.stringContaining("2027-01-01 is a public holiday by law"),
    });
  });

  test("says what is wrong with a file as a whole", () => {
    writeFileSync(join(directory, "broken.json"), "[{");
    expect(calendar(["import", "none.json"])).toMatchObject({
      status: 1,
      stderr: "There is no file none.json.\n",
    });
    expect(calendar(["check", "broken.json"]).stderr).toContain("broken.json is not valid JSON:");
    expect(calendar(["import", file("good.json", year)]).stderr).toContain("not running here");
  });

  test("imports into the app that runs here, and lists what is in force", async () => {
    const endpoint = await database.db.config.endpoint?.();
    if (!endpoint) throw new Error("the engine has no address");
    await database.createTable("calendar-running");
    const running = {
      pid: process.pid,
      apiUrl: "",
      issuer: "",
      region: "local",
      endpoints: { dynamodb: `${endpoint.protocol}//${endpoint.hostname}:${endpoint.port}` },
      outputs: { CalendarTableName: "calendar-running" },
      queues: {},
    };
    mkdirSync(join(directory, ".local"));
    writeFileSync(join(directory, ".local", "runtime.json"), JSON.stringify(running));
    const good = file("good.json", year);
    expect(calendar(["import", good, "--by", "sun-jing"])).toMatchObject({
      status: 0,
      stdout: expect.stringMatching(/^1 year\(s\) written, 0 unchanged; the calendar reaches 2027-12-31\./),
    });
    expect(calendar(["import", good]).stdout).toMatch(/^0 year\(s\) written, 1 unchanged;/);
    const other = file("other.json", { ...year, workdays: [] });
    expect(calendar(["import", other])).toMatchObject({
      status: 1,
      stdout: "2027:\n  - 2027-02-13 worked\n",
    });
    expect(calendar(["import", file("wrong.json", { ...year, source: "" })]).status).toBe(1);
    expect(await dynamodbCalendarStore("calendar-running", database.db).years()).toMatchObject([
      { ...year, version: 1, importedBy: "sun-jing" },
    ]);
    expect(calendar(["import", other, "--replace", "second notice"]).status).toBe(0);
    const { stdout } = calendar(["list"]);
    expect(stdout).toMatch(/^2026 +33 +6 +- +- +国务院/m);
    expect(stdout).toMatch(/^2027 +15 +0 +2 +.* made up for tests \(second notice\)$/m);
    expect(stdout).toMatch(/reaches 2027-12-31, edition 2027-[0-9a-f]{8}\n$/);
  });
});
