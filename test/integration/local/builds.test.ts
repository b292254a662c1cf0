import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative, sep } from "node:path";
import { build, type Rolldown } from "vite";
import { expect, it } from "vitest";
import { buildTogether } from "#local/build-together.ts";
import { assemblyInputs, pagesInputs } from "#local/builds.ts";
import { sources } from "#test/unit/structure/sources.ts";

/** Files of ours that a build reads and its key does not know: a change in one of them would be built by nobody. */
const unknown = (files: string[], inputs: string[]): string[] =>
  files
    .filter((file) => !file.startsWith(`..${sep}`) && !file.startsWith("node_modules/"))
    .filter((file) => !inputs.some((input) => file === input || file.startsWith(`${input}/`)));

/** Our own files that a program loads, itself included. */
function loadedBy(path: string, found = new Set<string>()): Set<string> {
  if (found.has(path)) return found;
  found.add(path);
  for (const { target, ours, typeOnly } of sources.find((source) => source.path === path)?.imports ?? [])
    if (ours && !typeOnly) loadedBy(target, found);
  return found;
}

it("everything that goes into the assembly is in its key", async () => {
  const { inputs } = await buildTogether(mkdtempSync(join(tmpdir(), "tongban-together-")));
  const files = [...inputs, ...loadedBy("local/make-assembly.ts")];
  expect(files).toEqual(expect.arrayContaining(["docs/openapi.json", "infra/stacks/api.ts"]));
  expect(unknown(files, assemblyInputs)).toEqual([]);
});

it("everything that goes into the pages is in their key", async () => {
  const built = (await build({
    configFile: "web/vite.config.ts",
    build: { write: false },
    logLevel: "error",
  })) as Rolldown.RolldownOutput;
  const modules = built.output.flatMap((part) => (part.type === "chunk" ? part.moduleIds : []));
  const files = modules
    .filter((id) => !id.startsWith("\0"))
    .map((id) => relative(process.cwd(), id.split("?")[0] ?? id));
  expect(files).toEqual(expect.arrayContaining(["web/src/main.tsx", "shared/cases/states.ts"]));
  expect(unknown(files, pagesInputs)).toEqual([]);
});
