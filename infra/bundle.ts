import { randomUUID } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, join, relative } from "node:path";
import { type BuildOptions, build, type Metafile } from "esbuild";

export type Bundle = {
  /** The asset: only what Lambda needs. */
  dir: string;
  /** Minified total of its code, without the files that it carries along. */
  bytes: number;
  metafile: Metafile;
};

export type BundleOptions = {
  /** The project: holds `functions/<context>/<name>/handler.ts`. */
  root?: string;
  /** Gets `functions/<name>/` (assets) and `meta/<name>/` (source maps, metafile). */
  outDir?: string;
  /** All functions unless said. */
  names?: string[];
};

const projectRoot = join(import.meta.dirname, "..");

/** Folder by name, `functions/<context>/<name>`. Names are unique: they are the deployed functions' own. */
export function functionFolders(root = projectRoot): Map<string, string> {
  const folders = new Map<string, string>();
  for (const { parentPath } of readdirSync(join(root, "functions"), {
    recursive: true,
    withFileTypes: true,
  }).filter((entry) => entry.isFile() && entry.name === "handler.ts")) {
    const folder = relative(root, parentPath);
    const name = basename(folder);
    const other = folders.get(name);
    if (other) throw new Error(`Two functions have the name ${name}: ${other} and ${folder}.`);
    folders.set(name, folder);
  }
  return folders;
}

export const functionNames = (root = projectRoot): string[] => [...functionFolders(root).keys()].sort();

function folderOf(root: string, name: string): string {
  const folder = functionFolders(root).get(name);
  if (!folder) throw new Error(`There is no functions/*/${name}/handler.ts.`);
  return folder;
}

const running = new Map<string, Promise<Map<string, Bundle>>>();

/** Builds the functions in this one process. A second call for the same gets the first one's answer. */
export function bundleFunctions(options: BundleOptions = {}): Promise<Map<string, Bundle>> {
  const { root = projectRoot, outDir = join(root, ".build"), names = functionNames(root) } = options;
  const key = [outDir, ...names].join();
  const known = running.get(key);
  if (known) return known;
  const started = Promise.all(
    names.map(async (name) => [name, await bundleOne(root, outDir, name)] as const),
  ).then((entries) => new Map(entries));
  running.set(key, started);
  return started;
}

/** For CommonJS packages that load Node's own modules: a bundle of ES modules has no `require` to do that with. */
const requireBanner = `import{createRequire}from"node:module";const require=createRequire(import.meta.url);`;
/** What the SDK imports lazily when there are no credentials in the environment. */
const credentialSources = [
  "@aws-sdk/credential-provider-http",
  "@aws-sdk/credential-provider-ini",
  "@aws-sdk/credential-provider-process",
  "@aws-sdk/credential-provider-sso",
  "@aws-sdk/credential-provider-web-identity",
  "@smithy/credential-provider-imds",
];
const noCredentials = join(import.meta.dirname, "no-credentials.ts");

const missesRequire = "Dynamic require of";

/** Nothing is written there. The same for every build, because the names of chunks follow from it. */
const nominalDir = (root: string, name: string): string => join(root, "out", name);

async function buildOne(root: string, name: string) {
  const options = {
    absWorkingDir: root,
    entryPoints: [{ in: join(folderOf(root, name), "handler.ts"), out: "handler" }],
    outdir: nominalDir(root, name),
    write: false,
    bundle: true,
    platform: "node",
    target: "node24",
    format: "esm",
    outExtension: { ".js": ".mjs" },
    // ES modules first: they can be shaken and load half again as fast as the CommonJS builds of the SDK.
    mainFields: ["module", "main"],
    alias: Object.fromEntries(credentialSources.map((source) => [source, noCredentials])),
    // What a function imports lazily becomes a file of its own, read only when it is needed.
    splitting: true,
    chunkNames: "chunks/[name]-[hash]",
    minify: true,
    legalComments: "none",
    sourcemap: "external",
    metafile: true,
    logLevel: "silent",
  } satisfies BuildOptions;
  const built = await build(options);
  const lacking = built.outputFiles.some(
    ({ path, text }) => path.endsWith(".mjs") && text.includes(missesRequire),
  );
  return lacking ? build({ ...options, banner: { js: requireBanner } }) : built;
}

/** What a function carries beside its code, such as a font: `assets.json` names each file and the package it is in. */
function assetsOf(root: string, name: string): Map<string, Uint8Array> {
  const list = join(root, folderOf(root, name), "assets.json");
  if (!existsSync(list)) return new Map();
  const assets = JSON.parse(readFileSync(list, "utf8")) as Record<string, string>;
  const { resolve } = createRequire(join(root, "package.json"));
  return new Map(Object.entries(assets).map(([path, source]) => [path, readFileSync(resolve(source))]));
}

async function bundleOne(root: string, outDir: string, name: string): Promise<Bundle> {
  const dir = join(outDir, "functions", name);
  const { outputFiles, metafile } = await buildOne(root, name);
  const isMap = (path: string) => path.endsWith(".map");
  const meta = join(outDir, "meta", name);
  const files = new Map(
    outputFiles.map((file) => [relative(nominalDir(root, name), file.path), file.contents]),
  );
  const code = new Map([...files].filter(([path]) => !isMap(path)));
  const about = new Map([...files].filter(([path]) => isMap(path)));
  about.set("metafile.json", Buffer.from(JSON.stringify(metafile)));
  writeExactly(dir, new Map([...code, ...assetsOf(root, name)]));
  writeExactly(meta, about);
  const bytes = [...code.values()].reduce((sum, contents) => sum + contents.byteLength, 0);
  return { dir, bytes, metafile };
}

/**
 * Makes a directory hold these files and no others. What is already right is left alone and the rest is
 * replaced whole, so that two builds of the same sources can run side by side.
 */
function writeExactly(dir: string, files: Map<string, Uint8Array>): void {
  for (const [path, contents] of files) {
    const target = join(dir, path);
    if (existsSync(target) && readFileSync(target).equals(contents)) continue;
    mkdirSync(dirname(target), { recursive: true });
    const draft = join(dirname(dir), `.${basename(dir)}-${randomUUID()}`);
    writeFileSync(draft, contents);
    renameSync(draft, target);
  }
  for (const entry of readdirSync(dir, { recursive: true, withFileTypes: true })) {
    const path = relative(dir, join(entry.parentPath, entry.name));
    if (entry.isFile() && !files.has(path)) rmSync(join(dir, path), { force: true });
  }
}
