import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

type Texts = { [name: string]: string | Texts };
const read = (language: string): Texts =>
  JSON.parse(readFileSync(`web/src/texts/${language}.json`, "utf8")) as Texts;
const pathsOf = (texts: Texts, at = ""): string[] =>
  Object.entries(texts).flatMap(([name, value]) =>
    typeof value === "string" ? [`${at}${name}`] : pathsOf(value, `${at}${name}.`),
  );
const at = (texts: Texts, path: string): string =>
  path.split(".").reduce<string | Texts>((found, name) => (found as Texts)[name] ?? "", texts) as string;
const facts = (text: string): string[] => (text.match(/\{\{\w+\}\}/g) ?? []).sort();

const sources = readdirSync("web/src", { recursive: true, encoding: "utf8" })
  .filter((file) => /\.tsx?$/.test(file))
  .map((file) => readFileSync(join("web/src", file), "utf8"));

describe("the pages' texts", () => {
  const [zh, en] = [read("zh"), read("en")];

  it("are all there in both languages, with the same facts, and not empty", () => {
    expect(pathsOf(en)).toEqual(pathsOf(zh));
    for (const path of pathsOf(zh)) {
      expect(at(zh, path).trim() && at(en, path).trim(), path).toBeTruthy();
      expect(facts(at(en, path)), path).toEqual(facts(at(zh, path)));
    }
  });

  it("are there for every key that a page asks for", () => {
    const asked = sources.flatMap((source) =>
      [...source.matchAll(/\bt\("([^"]+)"/g)].map(([, key]) => key ?? ""),
    );
    expect(asked.length).toBeGreaterThan(20);
    const known = new Set(pathsOf(zh));
    expect(asked.filter((key) => !known.has(key))).toEqual([]);
  });

  it("stand in no page itself", () => {
    for (const source of sources)
      expect(source.replace(/\/\*[\s\S]*?\*\//g, "")).not.toMatch(/[\u4e00-\u9fff]/);
  });
});
