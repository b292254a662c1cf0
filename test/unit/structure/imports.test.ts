import { basename } from "node:path";
import { describe, expect, it } from "vitest";
import { circles, type Import, importsOf, offending, type Source, sources, under } from "./sources.ts";

const contexts = ["cases", "catalogue", "delivery", "documents", "licences", "ratings"];
const contextOf = (path: string): string | undefined => {
  const [folder, name] = path.split("/");
  return folder === "shared" && name !== undefined && contexts.includes(name) ? name : undefined;
};
/** What talks to AWS: `dynamodb-*.ts`, and three stores that stand in one file with their port. */
const isAdapter = (path: string): boolean =>
  contextOf(path) !== undefined &&
  /^(dynamodb-.+|catalogue-store|document-store|object-store)\.ts$/.test(basename(path));
/** What a context gives to others: what they may ask, its HTTP contract, its problems, how it numbers cases. */
const isOpen = (path: string): boolean => /^(public|api|problems|case-number)\.ts$/.test(basename(path));

const pure = (): Source[] =>
  under("shared").filter(
    ({ path }) => contextOf(path) !== undefined && !isAdapter(path) && basename(path) !== "public.ts",
  );
const isAws = ({ target, ours }: Import): boolean => !ours && target.startsWith("@aws-sdk/");
const usesAws = new Set(sources.filter(({ imports }) => imports.some(isAws)).map(({ path }) => path));
const goesInto =
  (...folders: string[]) =>
  ({ target, ours }: Import): boolean =>
    ours && folders.some((folder) => target.startsWith(`${folder}/`));

describe("imports", () => {
  it("are found in all their forms", () => {
    const text = [
      'import a from "#shared/a.ts";',
      'import type { B } from "./b.ts";',
      'import {\n  type C,\n  c,\n} from "../c.ts";',
      'export { d } from "zod";',
      'import "./e.ts";',
      'const f = await import("node:fs");',
      'const text = "from";',
    ].join("\n");
    expect(importsOf("x/y/z.ts", text).map(({ target, typeOnly }) => [target, typeOnly])).toEqual([
      ["shared/a.ts", false],
      ["x/y/b.ts", true],
      ["x/c.ts", false],
      ["zod", false],
      ["x/y/e.ts", false],
      ["node:fs", false],
    ]);
    expect(sources.length).toBeGreaterThan(200);
  });

  it("form no circle, types counted", () => {
    expect(circles(sources)).toEqual([]);
  });

  it("that form a circle are found with all its files, however they are written", () => {
    const file = (path: string, text: string) => ({ path, imports: importsOf(path, text) });
    const files = [
      file("shared/a.ts", 'import { b } from "./b.ts";\nimport { d } from "./d.ts";'),
      file("shared/b.ts", 'import type { C } from "#shared/c.ts";'),
      file("shared/c.ts", 'const a = await import("./a.ts");'),
      file("shared/d.ts", 'import { e } from "./e.ts";\nimport { b } from "./b.ts";'),
      file("shared/e.ts", 'import * as z from "zod";'),
      file("web/src/f.tsx", 'import { f } from "./f.tsx";'),
    ];
    expect(circles(files)).toEqual([
      ["shared/a.ts", "shared/b.ts", "shared/c.ts", "shared/d.ts"],
      ["web/src/f.tsx"],
    ]);
    const straight = files.map((one) => ({
      ...one,
      imports: one.imports.filter(({ typeOnly }) => !typeOnly),
    }));
    expect(circles(straight.slice(0, 5))).toEqual([]);
  });

  it("of events go to events only", () => {
    expect(offending(under("events"), ({ target, ours }) => ours && !target.startsWith("events/"))).toEqual(
      [],
    );
  });

  it("of shared code never go to functions, infrastructure, the local engine, scripts or tests", () => {
    const outer = goesInto("functions", "infra", "local", "scripts", "test");
    expect(offending(under("shared"), outer)).toEqual([]);
  });

  it("of a function go to shared code, events and data, and never to another function", () => {
    const isWrong = ({ target, ours }: Import, { path }: Source): boolean => {
      const own = path.split("/").slice(0, 3).join("/");
      const allowed = ["shared", "events", "data", own].some((place) => target.startsWith(`${place}/`));
      return ours && !allowed;
    };
    expect(offending(under("functions"), isWrong)).toEqual([]);
  });

  it("of the pages bring along types, data and tables that need nothing: rules stay behind the API", () => {
    const tables = [
      "shared/cases/lifecycle-table.ts",
      "shared/cases/lifecycle.ts",
      "shared/cases/suspension-kinds.ts",
      "shared/ratings/detail-tags.ts",
    ];
    const isWrong = ({ target, ours, typeOnly }: Import): boolean =>
      ours &&
      !typeOnly &&
      !["web", "data"].some((place) => target.startsWith(`${place}/`)) &&
      !tables.includes(target);
    expect(offending(under("web"), isWrong)).toEqual([]);
    expect(
      offending(under("events", "shared", "functions", "infra", "local", "scripts"), goesInto("web")),
    ).toEqual([]);
  });

  it("of what is deployed never go to the local engine, scripts or tests", () => {
    const deployed = under("events", "shared", "functions", "infra", "data");
    expect(offending(deployed, goesInto("local", "scripts", "test"))).toEqual([]);
    expect(offending(under("local", "scripts"), goesInto("test"))).toEqual([]);
    expect(offending(under("local"), goesInto("scripts"))).toEqual([]);
  });
});

/** Each with its reason. A line here is a debt. */
const knownAdapterImports = new Set<string>([
  // The record's schema stands in one file with the adapter that reads it.
  "shared/catalogue/outbox.ts -> shared/catalogue/catalogue-store.ts",
]);

describe("the domain", () => {
  it("knows neither AWS nor an adapter", () => {
    const reachesOut = (found: Import): boolean =>
      isAws(found) ||
      (!found.typeOnly && found.ours && (usesAws.has(found.target) || isAdapter(found.target)));
    const found = offending(pure(), reachesOut).filter((line) => !knownAdapterImports.has(line));
    expect(found).toEqual([]);
  });

  it("reads no environment and no clock, and draws no random numbers", () => {
    const impure = /\bprocess\.env\b|\bDate\.now\(|\bnew Date\(\)|\bMath\.random\(|\brandomUUID\(/;
    expect(
      pure()
        .filter(({ text }) => impure.test(text))
        .map(({ path }) => path),
    ).toEqual([]);
  });

  it("of a context sees of another one only what that one opens", () => {
    const isForeign = ({ target, ours }: Import, { path }: Source): boolean =>
      ours &&
      contextOf(target) !== undefined &&
      contextOf(path) !== undefined &&
      contextOf(target) !== contextOf(path) &&
      !isOpen(target);
    expect(offending(under("shared"), isForeign)).toEqual([]);
  });

  it("is not known to what every context shares", () => {
    const common = under("shared").filter(({ path }) => contextOf(path) === undefined);
    expect(offending(common, ({ target, ours }) => ours && contextOf(target) !== undefined)).toEqual([]);
  });
});
