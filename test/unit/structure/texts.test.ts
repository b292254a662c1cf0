import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { flat, textAreas, textFaults, textsIn } from "../../../web/check-texts.ts";

const areas = textAreas("zh");
const known = flat(textsIn("zh")).map(([key]) => key);

const sources = readdirSync("web/src", { recursive: true, encoding: "utf8" })
  .filter((file) => /\.tsx?$/.test(file))
  .map((file) => ({ file, source: readFileSync(join("web/src", file), "utf8") }));

describe("the pages' texts", () => {
  it("are all there in both languages, with the same facts", () => {
    expect(textFaults()).toEqual([]);
    expect(known.length).toBeGreaterThan(300);
  });

  it("are each asked for by some page", () => {
    const all = sources.map(({ source }) => source).join("\n");
    const prefixes = [...all.matchAll(/["`]([\w.]+)\.\$\{/g)].map(([, prefix = ""]) => `${prefix}.`);
    const unused = known.filter(
      (path) => !all.includes(`"${path}"`) && !prefixes.some((prefix) => path.startsWith(prefix)),
    );
    expect(unused).toEqual([]);
  });

  it("come with each page that asks for them", () => {
    const pages = ["pages", "staff-pages"]
      .map((list) => readFileSync(`web/src/app/${list}.tsx`, "utf8"))
      .join("\n");
    const importsOf = (file: string): string[] =>
      [...readFileSync(file, "utf8").matchAll(/^(?:import(?! type)|\}).* from "(\.[^"]+\.tsx?)"/gm)].map(
        ([, target = ""]) => join(file, "..", target),
      );
    const reach = (file: string, seen = new Set<string>()): Set<string> => {
      if (seen.has(file)) return seen;
      seen.add(file);
      for (const target of importsOf(file)) reach(target, seen);
      return seen;
    };
    const wrong = new Set<string>();
    const entries = [...pages.matchAll(/\[([^\][]*)\],\s*\(\) => import\("([^"]+)"\)/g)];
    expect(entries.length).toBeGreaterThan(15);
    for (const [, list = "", target = ""] of entries) {
      const given = new Set(["common", ...[...list.matchAll(/"(\w+)"/g)].map(([, area = ""]) => area)]);
      for (const file of reach(join("web/src/app", target))) {
        const source = readFileSync(file, "utf8");
        for (const [, area = ""] of source.matchAll(/\bt\(\s*["`](\w+)\./g))
          if (areas.includes(area) && !given.has(area)) wrong.add(`${target}: ${file} needs ${area}`);
      }
    }
    expect([...wrong]).toEqual([]);
  });

  it("are in no page itself", () => {
    for (const { file, source } of sources)
      expect(source.replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, ""), file).not.toMatch(/[\u4e00-\u9fff]/);
  });
});
