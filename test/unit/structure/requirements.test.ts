import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { requirementRows, statuses } from "#scripts/requirement-rows.ts";

const documents = ["docs/security-asvs.md", "docs/security-mlps.md"].map((path) => {
  const text = readFileSync(path, "utf8");
  return { path, text, rows: requirementRows(text) };
});

const sourcePattern =
  /`(?:data|docs|events|functions|infra|local|scripts|shared|test|web)\/[\w./-]+`|`[\w-]+\.json`/;
const testPattern = /`test\/[\w./-]+`/;

describe.each(documents)("$path", ({ text, rows }) => {
  it("has one row for each requirement, with a status that is known", () => {
    expect(rows.length).toBeGreaterThan(50);
    const ids = rows.map(({ id }) => id);
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
    const known: readonly string[] = statuses;
    expect(rows.filter(({ status }) => !known.includes(status)).map(({ id }) => id)).toEqual([]);
    // A row with a bar too many or too few would be read amiss.
    for (const line of text.split("\n"))
      if (/^\| [VM]?\d+(\.\d+)+[a-z]? \|/.test(line)) expect(line.split("|")).toHaveLength(7);
  });

  it("names the test of what is tested, the place of what is met, and what is missing of the rest", () => {
    const without = rows.filter(({ status, where }) => {
      if (status === "tested") return !testPattern.test(where);
      if (status === "met") return !(sourcePattern.test(where) || where.includes("](security.md"));
      return !status.startsWith("not ours") && where === "";
    });
    expect(without.map(({ id, status }) => `${id} ${status}`)).toEqual([]);
  });
});

it("ASVS 5.0.0 is there whole, level 1 and 2", () => {
  const wanted = readFileSync("test/fixtures/asvs-5.0.0.txt", "utf8").trim().split("\n");
  const [asvs] = documents;
  expect(asvs?.rows.map(({ id, group }) => `${id} ${group}`)).toEqual(wanted);
});
