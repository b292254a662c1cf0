import { randomUUID } from "node:crypto";
import {
  existsSync,
  globSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, join, relative } from "node:path";
import { type BuildOptions, build, type Metafile } from "esbuild";
import { districtFolder } from "./district.ts";
import { zodInBundles } from "./zod-in-bundles.ts";

/** Where a function's `handler.mjs` is, with all that it needs: its asset. */
export type Code = { dir: string };

export type Bundle = Code & {
  /** Minified total of its code, without the files that it carries along. */
  bytes: number;
  metafile: Metafile;
};

type BundleOptions = {
  /** The project: holds `functions/<context>/<name>/handler.ts`. */
  root?: string;
  /** Gets `functions/<name>/` (assets) and `meta/<name>/` (source maps, metafile). */
  outDir?: string;
  /** Whose data the functions read; what package.json says unless said. */
  district?: string | undefined;
  /** All functions unless said. */
  names?: string[];
};

export const projectRoot = join(import.meta.dirname, "..");

/** Folder by name, `functions/<context>/<name>`. Names are unique: they are the deployed functions' own. */
export function functionFolders(root = projectRoot): Map<string, string> {
  const folders = new Map<string, string>();
  for (const folder of globSync("functions/*/*/handler.ts", { cwd: root }).map(dirname)) {
    const name = basename(folder);
    const other = folders.get(name);
    if (other) throw new Error(`Two functions have the name ${name}: ${other} and ${folder}.`);
    folders.set(name, folder);
  }
  return folders;
}

export const functionNames = (root = projectRoot): string[] => [...functionFolders(root).keys()].sort();

const running = new Map<string, Promise<Map<string, Bundle>>>();

/**
 * A bundle of its own for each function, as they are deployed. Built in this one process; a second call for the
 * same gets the first one's answer.
 */
export function bundleFunctions(options: BundleOptions = {}): Promise<Map<string, Bundle>> {
  const { root = projectRoot, district } = options;
  const outDir = options.outDir ?? join(root, ".build", ...(district ? ["districts", district] : []));
  const folders = functionFolders(root);
  const names = options.names ?? [...folders.keys()].sort();
  const key = [outDir, district, ...names].join();
  const known = running.get(key);
  if (known) return known;
  const started = Promise.all(
    names.map(async (name) => {
      const folder = folders.get(name);
      if (!folder) throw new Error(`There is no functions/*/${name}/handler.ts.`);
      const alias = { ...common.alias, ...districtIn(root, district) };
      return [name, await bundleOne(root, outDir, { name, folder, file: "handler", alias })] as const;
    }),
  ).then((entries) => new Map(entries));
  running.set(key, started);
  return started;
}

/** For CommonJS packages, which load Node's own modules by `require`: a bundle of ES modules has none. */
export const requireBanner = "const require=process.getBuiltinModule;";
/** What the SDK imports lazily when there are no credentials in the environment. */
const credentialSources = [
  "@aws-sdk/credential-provider-http",
  "@aws-sdk/credential-provider-ini",
  "@aws-sdk/credential-provider-process",
  "@aws-sdk/credential-provider-sso",
  "@aws-sdk/credential-provider-web-identity",
  "@smithy/credential-provider-imds",
];
const standIns = {
  ...Object.fromEntries(
    credentialSources.map((source) => [source, join(import.meta.dirname, "no-credentials.ts")]),
  ),
  "brotli/decompress.js": join(import.meta.dirname, "no-brotli.ts"),
  bowser: join(import.meta.dirname, "no-browser.ts"),
};

const missesRequire = "Dynamic require of";

/** What a plugin makes has the plugin's name before its own. */
export const isFile = (input: string): boolean => !input.startsWith(`${zodInBundles.name}:`);

/** Nothing is written there. The same for every build, because the names of chunks follow from it. */
const nominalDir = (root: string, name: string): string => join(root, "out", name);

export const common = {
  bundle: true,
  platform: "node",
  target: "node24",
  format: "esm",
  outExtension: { ".js": ".mjs" },
  // ES modules first: they can be shaken and load half again as fast as the CommonJS builds of the SDK.
  mainFields: ["module", "main"],
  alias: standIns,
  plugins: [zodInBundles],
  // What a function imports lazily becomes a file of its own, read only when it is needed.
  splitting: true,
  chunkNames: "chunks/[name]-[hash]",
  minify: true,
  // Chinese as it is, at half the bytes of its escapes.
  charset: "utf8",
  legalComments: "none",
  metafile: true,
  logLevel: "silent",
} satisfies BuildOptions;

/** What `#district/…` is in functions of one district. */
export const districtIn = (root: string, district: string | undefined): Record<string, string> =>
  district ? { "#district": districtFolder(district, join(root, "data/districts")) } : {};

type Entry = {
  name: string;
  folder: string;
  /** `handler.ts` of a function, `program.ts` of what runs on a machine of its own. */
  file: "handler" | "program";
  alias: Record<string, string>;
  target?: string;
};

async function buildOne(root: string, { name, folder, file, alias, target = common.target }: Entry) {
  const options = {
    ...common,
    alias,
    target,
    absWorkingDir: root,
    entryPoints: [{ in: join(folder, `${file}.ts`), out: file }],
    outdir: nominalDir(root, name),
    write: false,
    sourcemap: "external",
  } satisfies BuildOptions;
  const built = await build(options);
  const lacking = built.outputFiles.some(
    ({ path, text }) => path.endsWith(".mjs") && text.includes(missesRequire),
  );
  return lacking ? build({ ...options, banner: { js: requireBanner } }) : built;
}

/** What a function carries beside its code, such as a font: `assets.json` names each file and the package it is in. */
export function assetsOf(root: string, folder: string): [path: string, source: string][] {
  const list = join(root, folder, "assets.json");
  if (!existsSync(list)) return [];
  const assets = JSON.parse(readFileSync(list, "utf8")) as Record<string, string>;
  const { resolve } = createRequire(join(root, "package.json"));
  return Object.entries(assets).map(([path, source]) => [path, resolve(source)]);
}

/** A program of a machine: `functions/<context>/<name>/program.ts`. Node and credentials are the machine's. */
export const bundleProgram = (folder: string, root = projectRoot): Promise<Bundle> =>
  bundleOne(root, join(root, ".build"), {
    name: basename(folder),
    folder,
    file: "program",
    alias: {},
    target: "node22",
  });

async function bundleOne(root: string, outDir: string, entry: Entry): Promise<Bundle> {
  const { name, folder } = entry;
  const dir = join(outDir, "functions", name);
  const { outputFiles, metafile } = await buildOne(root, entry);
  const isMap = (path: string) => path.endsWith(".map");
  const meta = join(outDir, "meta", name);
  const files = new Map(
    outputFiles.map((file) => [relative(nominalDir(root, name), file.path), file.contents]),
  );
  const code = new Map([...files].filter(([path]) => !isMap(path)));
  const about = new Map([...files].filter(([path]) => isMap(path)));
  about.set("metafile.json", Buffer.from(JSON.stringify(metafile)));
  const assets = assetsOf(root, folder).map(([path, source]) => [path, readFileSync(source)] as const);
  writeExactly(dir, new Map([...code, ...assets]));
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
