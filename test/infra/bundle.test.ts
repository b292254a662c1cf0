import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { FileSystem } from "aws-cdk-lib";
import { build } from "esbuild";
import { describe, expect, it } from "vitest";
import { bundleFunctions, functionNames } from "#infra/bundle.ts";
import { buildTogether } from "#local/build-together.ts";

const sources = {
  "functions/hall/greet/handler.ts": `import { shared } from "../../../shared/text.ts";
    export const handler = async (): Promise<string> => {
      const { rare } = await import("./rare.ts");
      return shared + rare;
    };`,
  "functions/hall/greet/rare.ts": `export const rare: string = "only seldom needed";`,
  "functions/hall/part/handler.ts": `import { shared } from "../../../shared/text.ts";
    export const handler = async (): Promise<string> => shared;`,
  "functions/hall/notes/README.md": "no handler here",
  "shared/text.ts": `export const shared: string = "said by both ";`,
};

function project(): string {
  const root = mkdtempSync(join(tmpdir(), "tongban-project-"));
  for (const [path, text] of Object.entries(sources)) {
    mkdirSync(join(root, dirname(path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return root;
}

const filesIn = (dir: string): string[] =>
  readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(dir.length + 1))
    .sort();

describe("bundling", () => {
  it("takes the folders that have a handler", () => {
    expect(functionNames(project())).toEqual(["greet", "part"]);
  });

  it("gives each function a folder with only its own code, and keeps source maps out of it", async () => {
    const root = project();
    const bundles = await bundleFunctions({ root });
    const [greet, part] = ["greet", "part"].map((name) => bundles.get(name)?.dir ?? "");
    expect(greet).toBe(join(root, ".build/functions/greet"));
    expect(filesIn(greet ?? "")).toEqual([
      expect.stringMatching(/^chunks\/rare-[A-Z0-9]+\.mjs$/),
      "handler.mjs",
    ]);
    expect(filesIn(part ?? "")).toEqual(["handler.mjs"]);
    expect(filesIn(join(root, ".build/meta/greet"))).toEqual([
      expect.stringMatching(/^chunks\/rare-.*\.map$/),
      "handler.mjs.map",
      "metafile.json",
    ]);
    const { handler } = await import(pathToFileURL(join(greet ?? "", "handler.mjs")).href);
    expect(await handler()).toBe("said by both only seldom needed");
  });

  it("counts all bytes of the asset", async () => {
    const bundles = await bundleFunctions({ root: project() });
    for (const { dir, bytes } of bundles.values())
      expect(bytes).toBe(
        filesIn(dir).reduce((sum, file) => sum + readFileSync(join(dir, file)).byteLength, 0),
      );
  });

  it("makes the same asset of the same sources, wherever they are", async () => {
    const fingerprints = async () =>
      [...(await bundleFunctions({ root: project() })).values()].map(({ dir }) =>
        FileSystem.fingerprint(dir),
      );
    expect(await fingerprints()).toEqual(await fingerprints());
  });

  it("removes what an earlier build left behind", async () => {
    const root = project();
    const stale = join(root, ".build/functions/part/chunks/old-ABC.mjs");
    mkdirSync(dirname(stale), { recursive: true });
    writeFileSync(stale, "");
    await bundleFunctions({ root });
    expect(existsSync(stale)).toBe(false);
  });

  it("says which function does not build", async () => {
    const root = project();
    writeFileSync(join(root, "functions/hall/part/handler.ts"), `import "./missing.ts";`);
    await expect(bundleFunctions({ root })).rejects.toThrow("functions/hall/part/handler.ts");
  });
});

const schemas = `import * as z from "zod";
  let built = 0;
  z.config({ postProcessor: () => { built += 1; } });
  const name = z.string().trim().min(2, "太短。|Too short.");
  const row = z.strictObject({ name, kind: z.enum(["a", "b"]), at: z.iso.datetime().optional() });
  const wide = row.extend({ count: z.coerce.number().int().default(1) }).refine(({ kind }) => kind === "a", "not b");
  const either = z.discriminatedUnion("kind", [wide, row.pick({ name: true }).extend({ kind: z.literal("c") })]);
  const atStart = built;
  const judged = (schema, value) => {
    const { data, error } = schema.safeParse(value);
    return data ?? error.issues.map(({ path, code, message }) => [path.join("."), code, message]);
  };
  export const handler = async () => ({
    atStart,
    good: judged(wide, { name: " ab ", kind: "a", count: "3" }),
    bad: judged(wide, { name: "a", kind: "x", at: "yesterday", more: 1 }),
    refined: judged(wide, { name: "ab", kind: "b" }),
    list: judged(z.array(either).max(2), [{ name: "ab", kind: "c" }, { name: "ab", kind: "a" }]),
    shape: Object.keys(wide.shape),
    isObject: row instanceof z.ZodObject,
    isString: row instanceof z.ZodString,
    error: z.string().safeParse(1).error instanceof z.ZodError,
    built: built > 0,
  });`;

describe("schemas in bundles", () => {
  it("are built when something is asked of them, and say what zod's say", async () => {
    const root = project();
    const source = join(root, "functions/hall/part/handler.ts");
    writeFileSync(source, schemas);
    symlinkSync(join(import.meta.dirname, "../../node_modules"), join(root, "node_modules"));
    const usual = join(root, "usual.mjs");
    await build({ entryPoints: [source], outfile: usual, bundle: true, format: "esm", platform: "node" });
    const { dir = "" } = (await bundleFunctions({ root, names: ["part"] })).get("part") ?? {};
    const faults = async (file: string) => (await import(pathToFileURL(file).href)).handler();
    const late = await faults(join(dir, "handler.mjs"));
    const atOnce = await faults(usual);
    expect(late.atStart).toBe(0);
    expect(atOnce.atStart).toBeGreaterThan(10);
    expect({ ...late, atStart: 0 }).toEqual({ ...atOnce, atStart: 0 });
  });
});

describe("building together", () => {
  it("keeps what functions share once, and works wherever it is moved", async () => {
    const root = project();
    const built = join(root, "built");
    const { code, inputs } = await buildTogether(built, root);
    expect(code).toEqual(new Map(["greet", "part"].map((name) => [name, { dir: join(built, name) }])));
    expect(inputs.toSorted()).toEqual(
      Object.keys(sources)
        .filter((path) => path.endsWith(".ts"))
        .sort(),
    );
    const saying = filesIn(built).filter((file) =>
      readFileSync(join(built, file), "utf8").includes("said by both"),
    );
    expect(saying).toEqual([expect.stringMatching(/^chunks\//)]);

    const moved = join(root, "moved");
    renameSync(built, moved);
    const answers = ["greet", "part"].map(async (name) => {
      const { handler } = await import(pathToFileURL(join(moved, name, "handler.mjs")).href);
      return handler();
    });
    expect(await Promise.all(answers)).toEqual(["said by both only seldom needed", "said by both "]);
  });

  it("puts beside a function what it carries along", async () => {
    const root = project();
    writeFileSync(join(root, "package.json"), "{}");
    writeFileSync(
      join(root, "functions/hall/part/assets.json"),
      JSON.stringify({ "fonts/a.ttf": "./a.ttf" }),
    );
    writeFileSync(join(root, "a.ttf"), "a font");
    await buildTogether(join(root, "built"), root);
    expect(readFileSync(join(root, "built/part/fonts/a.ttf"), "utf8")).toBe("a font");
  });
});
