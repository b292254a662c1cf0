import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, describe, expect, it } from "vitest";

const directory = mkdtempSync(join(tmpdir(), "tongban-command-"));
afterAll(() => rmSync(directory, { recursive: true, force: true }));
const inDirectory = (name: string): string => join(directory, name);

/** In a directory where no app runs. */
function catalogue(words: string[], lang = "en_GB.UTF-8") {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [resolve("scripts/catalogue.ts"), ...words],
    {
      cwd: directory,
      encoding: "utf8",
      env: { ...process.env, LC_ALL: lang },
    },
  );
  return { status, stdout, stderr };
}

describe("npm run catalogue", () => {
  it.each([
    "",
    "publish x.json",
    "import",
    "import a.json b.json",
    "check a.json --table T",
    "generate 10 --colour red",
    "constructor x",
  ])("answers wrong words with its usage: %j", (line) => {
    const { status, stderr } = catalogue(line.split(" ").filter(Boolean));
    expect(status).toBe(2);
    expect(stderr).toMatch(/^Usage:\n {2}npm run catalogue -- import FILE/);
  });

  it("speaks Chinese where the machine does", () => {
    expect(catalogue([], "zh_CN.UTF-8").stderr).toMatch(/^用法：/);
  });

  it.each(["992x", "0", "-5", "1e3"])("does not take %s for a number of items", (count) => {
    expect(catalogue(["generate", count, "--out", "n.json"]).status).toBe(2);
  });

  it("generates a marked catalogue that passes its own check, the same for the same seed", () => {
    expect(catalogue(["generate", "992", "--seed", "3", "--out", "many.json"]).stdout).toContain(
      "992 made-up",
    );
    expect(catalogue(["check", "many.json"])).toMatchObject({
      status: 0,
      stdout: "992 items, no problems.\n",
    });
    const items = JSON.parse(readFileSync(inDirectory("many.json"), "utf8")) as { synthetic: boolean }[];
    expect(items.every(({ synthetic }) => synthetic)).toBe(true);
    catalogue(["generate", "992", "--seed", "3", "--out", "again.json"]);
    expect(readFileSync(inDirectory("again.json")).equals(readFileSync(inDirectory("many.json")))).toBe(true);
    catalogue(["generate", "12", "--csv"]);
    expect(catalogue(["check", "catalogue-12.csv"])).toMatchObject({ status: 0 });
  });

  it("says when nothing runs that it could write to", () => {
    catalogue(["generate", "3", "--out", "three.json"]);
    const { status, stderr } = catalogue(["import", "three.json"]);
    expect({ status, stderr }).toEqual({
      status: 1,
      stderr: expect.stringMatching(/^Tongban is not running here\./),
    });
  });

  it.each([
    ["absent.json", undefined, "There is no file absent.json."],
    ["broken.json", "[{", "broken.json is not valid JSON:"],
    ["object.json", "{}", "object.json should hold a JSON array of items."],
    ["gbk.csv", Buffer.from([0xca, 0xc2, 0xcf, 0xee]), "gbk.csv is not in UTF-8."],
  ])("says what is wrong with %s as a whole", (name, content, sentence) => {
    if (content !== undefined) writeFileSync(inDirectory(name), content);
    const { status, stderr } = catalogue(["check", name]);
    expect({ status, stderr }).toEqual({ status: 1, stderr: expect.stringContaining(sentence) });
  });
});
