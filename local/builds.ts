import { spawn } from "node:child_process";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { type Bundle, bundleFunctions, functionNames } from "#infra/bundle.ts";
import { kept } from "./kept.ts";
import { ofDistrict } from "./launch.ts";

/** Everything that the assembly of environment `local` follows from. */
export const assemblyInputs = [
  "data",
  "docs/openapi.json",
  "events",
  "functions",
  "infra",
  "local/build-together.ts",
  "local/builds.ts",
  "local/make-assembly.ts",
  "node_modules/.package-lock.json",
  "package.json",
  "shared",
  "tsconfig.json",
];

/** The cloud assembly of environment `local`: the directory it is in. */
export const synthesize = (): Promise<string> =>
  kept({
    name: "assembly",
    inputs: assemblyInputs,
    // In a process of its own, which takes the memory of it away with it.
    make: (directory) => run("The app could not be synthesized", ["local/make-assembly.ts", directory]),
  });

/** The functions as they are deployed, each a bundle of its own, two at a time: dozens at once take gigabytes. */
export async function builtFunctions(): Promise<Map<string, Bundle>> {
  const home = await kept({
    name: "functions",
    inputs: assemblyInputs,
    async make(outDir) {
      const names = functionNames();
      const next = async () => {
        for (let name = names.shift(); name; name = names.shift())
          await bundleFunctions({ outDir, names: [name] });
      };
      await Promise.all([next(), next()]);
    },
  });
  return new Map(functionNames().map((name) => [name, bundleIn(home, name)]));
}

function bundleIn(home: string, name: string): Bundle {
  const dir = join(home, "functions", name);
  const code = readdirSync(dir, { recursive: true, encoding: "utf8" }).filter((file) =>
    file.endsWith(".mjs"),
  );
  return {
    dir,
    bytes: code.reduce((sum, file) => sum + statSync(join(dir, file)).size, 0),
    metafile: JSON.parse(readFileSync(join(home, "meta", name, "metafile.json"), "utf8")),
  };
}

/** What the built pages follow from. */
export const pagesInputs = [
  "data",
  "events",
  "infra",
  "local/builds.ts",
  "node_modules/.package-lock.json",
  "package.json",
  "shared",
  "web",
];

/**
 * The pages built: the directory they are in. `production` is what is shipped; `workshop` has the kit's own page (`/kit`)
 * beside the same files.
 */
export const buildPages = (mode: "workshop" | "production" = "workshop"): Promise<string> =>
  kept({
    name: mode === "workshop" ? "pages" : "shipped-pages",
    inputs: pagesInputs,
    make: (directory) =>
      run("The pages could not be built", [
        "node_modules/vite/bin/vite.js",
        "build",
        "web",
        "--mode",
        mode,
        "--outDir",
        directory,
        "--logLevel",
        "warn",
      ]),
  });

/**
 * Runs one of Node's programs to its end. Whatever the caller's NODE_ENV: a test runner's asks React for its development
 * build.
 */
async function run(failure: string, args: string[]): Promise<void> {
  const child = spawn(process.execPath, [...ofDistrict, ...args], {
    stdio: ["ignore", "ignore", "pipe"],
    env: { ...process.env, NODE_ENV: "production" },
  });
  let output = "";
  child.stderr.on("data", (chunk: Buffer) => {
    output += chunk.toString();
  });
  const code = await new Promise<number | null>((resolve) => child.once("exit", resolve));
  if (code !== 0) throw new Error(`${failure}:\n${output}`);
}
