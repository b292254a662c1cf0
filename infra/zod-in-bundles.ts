import { createRequire } from "node:module";
import { basename, dirname, join } from "node:path";
import type { Plugin } from "esbuild";

const folder = dirname(createRequire(import.meta.url).resolve("zod"));
const space = "zod-in-bundles";

/** Among zod's functions for schemas, those that make parts of one. */
const parts = ["check", "describe", "meta", "refine", "superRefine"];

const exportsOf = (file: string): Promise<Record<string, unknown>> => import(join(folder, "v4", file));

/** The functions of one of zod's modules that make schemas; names of classes begin in capitals. */
async function factoriesOf(file: string): Promise<string[]> {
  const found = await exportsOf(file);
  return Object.keys(found).filter(
    (name) => /^[a-z]/.test(name) && typeof found[name] === "function" && !parts.includes(name),
  );
}

const waiting = (from: string, name: string): string => `/* @__PURE__ */ lateFactory(${from}.${name})`;

/** zod with its factories replaced by ones that wait; see late-schemas.ts. */
async function lateZod(): Promise<string> {
  const group = async (name: string) => {
    const members = await factoriesOf(`classic/${name}.js`);
    return `const ${name} = { ${members.map((member) => `${member}: ${waiting(`zod.${name}`, member)}`)} };`;
  };
  const single = await factoriesOf("classic/schemas.js");
  const groups = ["iso", "coerce"];
  return [
    `import * as zod from "zod";`,
    `import { lateFactory } from "./late-schemas.ts";`,
    `export * from "zod";`,
    // Composing code for a schema pays only after many values; a function checks one per call.
    "zod.config({ jitless: true });",
    ...(await Promise.all(groups.map(group))),
    // Renamed, because some have names that the language keeps for itself, such as \`enum\`.
    ...single.map((name) => `const late_${name} = ${waiting("zod", name)};`),
    `export { ${[...groups, ...single.map((name) => `late_${name} as ${name}`)]} };`,
  ].join("\n");
}

/** Every schema can tell itself as JSON Schema. Scripts make documents of that; functions never do. */
async function noJsonSchema(file: string): Promise<string> {
  const names = Object.keys(await exportsOf(file)).map((name) => `none as ${name}`);
  return `function none() { throw new Error("No function tells its schemas as JSON Schema."); }
export { ${names} };`;
}

/** zod as functions carry it. */
export const zodInBundles: Plugin = {
  name: space,
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^zod$/ }, ({ namespace }) =>
      namespace === space ? undefined : { path: "zod", namespace: space },
    );
    onLoad({ filter: /^zod$/, namespace: space }, async () => ({
      contents: await lateZod(),
      resolveDir: import.meta.dirname,
    }));
    onLoad(
      { filter: /zod[\\/]v4[\\/]core[\\/](to-json-schema|json-schema-processors)\.js$/ },
      async ({ path }) => ({
        contents: await noJsonSchema(join("core", basename(path))),
      }),
    );
  },
};
