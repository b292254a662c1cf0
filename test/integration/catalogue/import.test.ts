import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { catalogueContext } from "#data/index.ts";
import { exportFile, importFile } from "#scripts/catalogue/commands.ts";
import type { CommandError, Terminal } from "#scripts/terminal.ts";
import { type CatalogueStore, dynamodbCatalogueStore } from "#shared/catalogue/catalogue-store.ts";
import { toCsv } from "#shared/catalogue/csv.ts";
import { generateCatalogue } from "#shared/catalogue/generate.ts";
import type { ServiceItem } from "#shared/catalogue/item.ts";
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

async function emptyCatalogue(): Promise<CatalogueStore> {
  tables += 1;
  const name = `Catalogue${tables}`;
  await database.createTable(name, {
    listing: { hash: "listingKey", range: "listingSort", projects: ["summary"] },
  });
  return dynamodbCatalogueStore(name, database.db);
}

function listener(locale: Terminal["locale"] = "en") {
  const heard = { said: [] as string[], complaints: [] as string[], progress: [] as string[] };
  const terminal: Terminal = {
    locale,
    say: (text) => heard.said.push(text),
    complain: (text) => heard.complaints.push(text),
    progress: (done, total) => heard.progress.push(`${done}/${total}`),
  };
  return { terminal, ...heard };
}

function fileOf(name: string, content: readonly unknown[] | string): string {
  const file = join(directory, name);
  writeFileSync(file, typeof content === "string" ? content : JSON.stringify(content));
  return file;
}

async function imported(store: CatalogueStore, file: string): Promise<string> {
  const { terminal, said } = listener();
  await importFile(file, () => store, terminal);
  return said.join();
}

const renamed = (item: ServiceItem): ServiceItem => ({ ...item, hours: { zh: "全天", en: "All day" } });

describe("an imported catalogue", () => {
  it("is published once; the same again changes nothing, from JSON or CSV", async () => {
    const store = await emptyCatalogue();
    const { terminal, said, progress } = listener();
    await importFile(fileOf("all.json", items), () => store, terminal);
    expect(said).toEqual(["40 items published, 0 unchanged."]);
    expect(progress.at(-1)).toBe("40/40");
    expect(await store.summaries()).toHaveLength(40);
    expect(await imported(store, fileOf("again.csv", toCsv(items)))).toBe("0 items published, 40 unchanged.");
  });

  it("gives a changed item its next version and keeps the one before", async () => {
    const store = await emptyCatalogue();
    const [first, ...rest] = items as [ServiceItem, ...ServiceItem[]];
    await imported(store, fileOf("before.json", items));
    const said = await imported(store, fileOf("after.json", [renamed(first), ...rest]));
    expect(said).toBe("1 items published, 39 unchanged.");
    expect(await store.head(first.itemCode)).toMatchObject({ version: 2 });
    expect(await store.version(first.itemCode, 1)).toEqual(first);
    expect(await store.version(first.itemCode, 2)).toEqual(renamed(first));
  });

  it("comes out again as it went in", async () => {
    const store = await emptyCatalogue();
    await imported(store, fileOf("in.json", items));
    const { terminal } = listener();
    for (const name of ["out.json", "out.csv"]) {
      const file = join(directory, name);
      await exportFile(file, store, terminal);
      expect(await imported(store, file)).toBe("0 items published, 40 unchanged.");
    }
    const out = JSON.parse(readFileSync(join(directory, "out.json"), "utf8")) as ServiceItem[];
    expect(out).toEqual(items.toSorted((a, b) => (a.itemCode < b.itemCode ? -1 : 1)));
  });

  it("by two people at the same time has one version of everything", async () => {
    const store = await emptyCatalogue();
    const file = fileOf("both.json", items);
    const said = await Promise.all([imported(store, file), imported(store, file)]);
    const published = said.map((text) => Number(text.split(" ")[0]));
    expect(published.reduce((sum, count) => sum + count, 0)).toBe(40);
    for (const { itemCode } of items) expect(await store.head(itemCode)).toMatchObject({ version: 1 });
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
    const store = await emptyCatalogue();
    const { terminal, complaints, said } = listener("zh");
    const refused = importFile(fileOf(`bad.${ending}`, content), () => store, terminal);
    await expect(refused).rejects.toMatchObject({ exitCode: 1 } satisfies Partial<CommandError>);
    expect(said).toEqual([]);
    const [table = ""] = complaints;
    expect(table.split("\n")[0]).toMatch(/^行 +列 +原因$/);
    expect(table).toMatch(new RegExp(`^${row} +department +没有部门 9999。$`, "m"));
    expect(table).toMatch(new RegExp(`^${row} +promisedLimit\\S* +承诺时限不得长于法定时限`, "m"));
    expect(await store.summaries()).toEqual([]);
  });

  it("is not even shown to the catalogue", async () => {
    let asked = false;
    const storeOf = (): CatalogueStore => {
      asked = true;
      throw new Error("not needed");
    };
    await expect(importFile(fileOf("unread.json", bad), storeOf, listener().terminal)).rejects.toThrow(
      /nothing was written/,
    );
    expect(asked).toBe(false);
    expect(existsSync(join(directory, "unread.json"))).toBe(true);
  });
});
