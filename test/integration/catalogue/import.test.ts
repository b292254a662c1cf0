import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { catalogueContext } from "#data/index.ts";
import { exportFile, importFile } from "#scripts/catalogue/commands.ts";
import { toCsv } from "#scripts/catalogue/csv.ts";
import { generateCatalogue } from "#scripts/catalogue/generate.ts";
import { provincialExport } from "#scripts/catalogue/generate-export.ts";
import { readMapping } from "#scripts/catalogue/mapping.ts";
import type { CommandError, Terminal } from "#scripts/terminal.ts";
import { type Catalogue, summariesIn } from "#shared/catalogue/contents.ts";
import { dynamodbCatalogue } from "#shared/catalogue/dynamodb-catalogue.ts";
import type { ServiceItem } from "#shared/catalogue/item.ts";
import { itemsOf } from "#shared/catalogue/public.ts";
import { canonicalJson, sha256Hex } from "#shared/kernel/messaging/canonical.ts";
import { startDatabase, type TestDatabase } from "#test/support/database.ts";

const directory = mkdtempSync(join(tmpdir(), "tongban-catalogue-"));
const items = generateCatalogue(40, 7, catalogueContext);
let database: TestDatabase;
let tables = 0;

beforeAll(async () => {
  database = await startDatabase();
});
afterAll(async () => {
  await database.close();
  rmSync(directory, { recursive: true, force: true });
});

async function emptyCatalogue(): Promise<Catalogue> {
  tables += 1;
  const name = `Catalogue${tables}`;
  await database.createTable(name, {
    listing: { hash: "listingKey", range: "itemCode", projects: ["summary"] },
  });
  return dynamodbCatalogue(name, database.db);
}

function listener(locale: Terminal["locale"] = "en") {
  const heard = { said: [] as string[], complaints: [] as string[], progress: [] as string[] };
  const terminal: Terminal = {
    locale,
    print: (text) => heard.said.push(text),
    error: (text) => heard.complaints.push(text),
    progress: (done, total) => heard.progress.push(`${done}/${total}`),
  };
  return { terminal, ...heard };
}

function fileOf(name: string, content: readonly unknown[] | string): string {
  const file = join(directory, name);
  writeFileSync(file, typeof content === "string" ? content : JSON.stringify(content));
  return file;
}

async function imported(catalogue: Catalogue, file: string): Promise<string> {
  const { terminal, said } = listener();
  await importFile(file, () => catalogue, terminal);
  return said.join();
}

const renamed = (item: ServiceItem): ServiceItem => ({ ...item, hours: { zh: "全天", en: "All day" } });

describe("an imported catalogue", () => {
  it("is published once; the same again changes nothing, from JSON or CSV", async () => {
    const catalogue = await emptyCatalogue();
    const { terminal, said, progress } = listener();
    await importFile(fileOf("all.json", items), () => catalogue, terminal);
    expect(said).toEqual(["40 items published, 0 unchanged."]);
    expect(progress.at(-1)).toBe("40/40");
    expect(await summariesIn(catalogue.store)).toHaveLength(40);
    expect(await imported(catalogue, fileOf("again.csv", toCsv(items)))).toBe(
      "0 items published, 40 unchanged.",
    );
  });

  it("gives a changed item its next version and keeps the one before", async () => {
    const catalogue = await emptyCatalogue();
    const [first, ...rest] = items as [ServiceItem, ...ServiceItem[]];
    await imported(catalogue, fileOf("before.json", items));
    const said = await imported(catalogue, fileOf("after.json", [renamed(first), ...rest]));
    expect(said).toBe("1 items published, 39 unchanged.");
    const { current, version } = itemsOf(catalogue);
    const extension = {
      approver: "organ",
      basis: expect.any(String),
      limit: { days: 10, unit: "workingDay" },
    };
    expect(await current(first.itemCode)).toEqual({ item: renamed(first), version: 2, extension });
    expect(await version(first.itemCode, 1)).toEqual({ item: first, version: 1, extension });
    expect(await version(first.itemCode, 2)).toEqual({ item: renamed(first), version: 2, extension });
    expect(await version(first.itemCode, 3)).toBeUndefined();
  });

  it("comes out again as it went in", async () => {
    const catalogue = await emptyCatalogue();
    await imported(catalogue, fileOf("in.json", items));
    const { terminal } = listener();
    for (const name of ["out.json", "out.csv"]) {
      const file = join(directory, name);
      await exportFile(file, catalogue, terminal);
      expect(await imported(catalogue, file)).toBe("0 items published, 40 unchanged.");
    }
    const out = JSON.parse(readFileSync(join(directory, "out.json"), "utf8")) as ServiceItem[];
    expect(out).toEqual(items.toSorted((a, b) => (a.itemCode < b.itemCode ? -1 : 1)));
  });

  it("by two people at the same time has one version of everything", async () => {
    const catalogue = await emptyCatalogue();
    const file = fileOf("both.json", items);
    const said = await Promise.all([imported(catalogue, file), imported(catalogue, file)]);
    const published = said.map((text) => Number(text.split(" ")[0]));
    expect(published.reduce((sum, count) => sum + count, 0)).toBe(40);
    for (const { itemCode } of items)
      expect(await catalogue.store.read(itemCode)).toMatchObject({ version: 1 });
  });
});

describe("an export of a province with 992 items", () => {
  it("goes in within a minute, with a report of what it lacks", { timeout: 90_000 }, async () => {
    const mapping = "data/mappings/provincial-export.json";
    const exported = provincialExport(generateCatalogue(992, 5, catalogueContext), readMapping(mapping));
    const catalogue = await emptyCatalogue();
    const file = fileOf("province.csv", exported);
    const { terminal, said } = listener();
    const started = performance.now();
    await importFile(file, () => catalogue, terminal, mapping);
    expect(performance.now() - started).toBeLessThan(60_000);
    expect(said.at(-1)).toBe("992 items published, 0 unchanged.");
    expect(said[0]).toMatch(/^name\.en +992 +the Chinese words$/m);
    expect(said[0]).toMatch(/^form +992 +the general form of its type$/m);
    expect(said[1]).toMatch(/^Columns kept in extra: .*limit_explain/);
    expect(await summariesIn(catalogue.store)).toHaveLength(992);
  });
});

describe("two editions of one item, published at the same time", () => {
  it("are two versions, and each says what its publisher meant", async () => {
    const catalogue = await emptyCatalogue();
    const [item] = items as [ServiceItem, ...ServiceItem[]];
    const editions = ["a", "b", "c"].map(
      (letter): ServiceItem => ({ ...item, hours: { zh: letter, en: letter } }),
    );
    const files = editions.map((edition, index) => fileOf(`edition-${index}.json`, [edition]));
    await Promise.all(files.map((file) => imported(catalogue, file)));
    const { version } = itemsOf(catalogue);
    const versions = await Promise.all([1, 2, 3].map((number) => version(item.itemCode, number)));
    const hours = versions.map((found) => found?.item.hours.en);
    expect(hours.toSorted()).toEqual(["a", "b", "c"]);
    const current = await itemsOf(catalogue).current(item.itemCode);
    expect(current).toEqual(versions[2]);
    const record = await catalogue.store.read(item.itemCode);
    for (const [index, found] of versions.entries())
      expect(record?.digests[index]).toBe(sha256Hex(canonicalJson(found?.item)));
  });
});

describe("a file with one bad row", () => {
  const bad = items.map((item, index) =>
    index === 24 ? { ...item, promisedLimit: { days: 99, unit: "workingDay" }, department: "9999" } : item,
  );

  it.each([
    ["json", bad, 25],
    // A spreadsheet's first row is the header.
    ["csv", toCsv(bad as ServiceItem[]), 26],
  ] as const)("as %s writes nothing and names row, column and reason", async (ending, content, row) => {
    const catalogue = await emptyCatalogue();
    const { terminal, complaints, said } = listener("zh");
    const refused = importFile(fileOf(`bad.${ending}`, content), () => catalogue, terminal);
    await expect(refused).rejects.toMatchObject({ exitCode: 1 } satisfies Partial<CommandError>);
    expect(said).toEqual([]);
    const [table = ""] = complaints;
    expect(table.split("\n")[0]).toMatch(/^行 +列 +原因$/);
    expect(table).toMatch(new RegExp(`^${row} +department +没有部门 9999。$`, "m"));
    expect(table).toMatch(new RegExp(`^${row} +promisedLimit\\S* +承诺时限不得长于法定时限`, "m"));
    expect(await summariesIn(catalogue.store)).toEqual([]);
  });

  it("is not even shown to the catalogue", async () => {
    let asked = false;
    const untouched = (): Catalogue => {
      asked = true;
      throw new Error("not needed");
    };
    await expect(importFile(fileOf("unread.json", bad), untouched, listener().terminal)).rejects.toThrow(
      /nothing was written/,
    );
    expect(asked).toBe(false);
    expect(existsSync(join(directory, "unread.json"))).toBe(true);
  });
});
