import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { allEvents } from "#scripts/all-events.ts";
import { contexts } from "#shared/contexts.ts";
import { under } from "./sources.ts";

/** Each part of the text under a heading of this depth, by the heading. */
const partsOf = (text: string, marks: string): Map<string, string> =>
  new Map(
    text
      .split(new RegExp(`^${marks} `, "m"))
      .slice(1)
      .map((part): [string, string] => [part.slice(0, part.indexOf("\n")), part]),
  );

const sections = partsOf(readFileSync("docs/glossary.md", "utf8"), "##");
const section = (name: string): string => sections.get(name) ?? "";

/** The rows of the tables, without their heads. */
const rowsOf = (text: string): string[][] =>
  text
    .split("\n")
    .filter((line) => /^\| .*`/.test(line))
    .map((line) =>
      line
        .slice(1, -1)
        .split("|")
        .map((cell) => cell.trim()),
    );

const namesIn = (text: string, column: number): string[] =>
  rowsOf(text)
    .map((cells) => (cells[column] ?? "").replaceAll("`", ""))
    .sort();

/** The codes of every `defineProblems` and `new Problem` in a file, as the formatter lays them out. */
const codesIn = (text: string): string[] => [
  ...[...text.matchAll(/defineProblems\(\{\n([\s\S]*?)\n\}\);/g)].flatMap(([, body = ""]) =>
    [...body.matchAll(/^ {2}(\w+): \{/gm)].map(([, code = ""]) => code),
  ),
  ...[...text.matchAll(/new Problem\(\s*\{[^}]*\bcode: "(\w+)"/g)].map(([, code = ""]) => code),
];

const unique = (names: string[]): string[] => [...new Set(names)].sort();

describe("the glossary", () => {
  it("has the contexts that there are", () => {
    expect(namesIn(section("Contexts"), 1)).toEqual(contexts.map(({ name }) => name).sort());
  });

  it("has the events that there are, by family", () => {
    const families = partsOf(section("Events"), "###");
    const listed = [...families].flatMap(([family, text]) =>
      namesIn(text, 0).map((name) => `${family}.${name}`),
    );
    const defined = [...allEvents.keys()].map((type) => type.split(".").slice(1, 3).join("."));
    expect(listed.sort()).toEqual(unique(defined));
  });

  it("has the error codes that there are", () => {
    const makers = under("shared", "functions").filter(({ text }) => /defineProblems\(\{/.test(text));
    expect(makers.filter(({ text }) => codesIn(text).length === 0).map(({ path }) => path)).toEqual([]);
    const defined = under("shared", "functions").flatMap(({ text }) => codesIn(text));
    expect(namesIn(section("Error codes"), 0)).toEqual(unique(defined));
  });

  it("says each word in Chinese, as the code spells it, and in one sentence", () => {
    const rows = [...sections.values()].flatMap(rowsOf);
    expect(rows.length).toBeGreaterThan(150);
    const isWhole = ([first = "", second = "", sentence = "", ...more]: string[]): boolean => {
      const words = [first, second];
      return (
        more.length === 0 &&
        words.some((word) => /^[\u4e00-\u9fff、]+$/.test(word)) &&
        words.some((word) => /^`\w+`$/.test(word)) &&
        /^[A-Z`].*\.$/.test(sentence)
      );
    };
    expect(rows.filter((row) => !isWhole(row))).toEqual([]);
  });
});
