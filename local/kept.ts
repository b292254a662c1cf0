import { createHash, randomUUID } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
} from "node:fs";
import { dirname, join } from "node:path";

const projectRoot = join(import.meta.dirname, "..");

/** What a build follows from: files and folders, as paths from the project. */
export type Inputs = readonly string[];

/** Results of builds, never sources. */
const isResult = (path: string): boolean => path === "web/dist" || path.startsWith("web/dist/");

function filesOf(root: string, path: string): string[] {
  if (isResult(path)) return [];
  if (!statSync(join(root, path)).isDirectory()) return [path];
  return readdirSync(join(root, path)).flatMap((name) => filesOf(root, `${path}/${name}`));
}

/** The same only for the same names and contents of files, and the same version of Node. */
export function keyOf(inputs: Inputs, root = projectRoot): string {
  const hash = createHash("sha256").update(process.version);
  for (const file of inputs.flatMap((path) => filesOf(root, path)).sort()) {
    const contents = readFileSync(join(root, file));
    hash.update(`\0${file}\0${contents.length}\0`).update(contents);
  }
  return hash.digest("hex").slice(0, 32);
}

export type Build = {
  /** What it makes: part of the directory's name. */
  name: string;
  inputs: Inputs;
  /** Makes the directory, which is not there yet. */
  make(directory: string): Promise<void>;
};

/** What nobody has used for so long goes away. */
const keptMs = 24 * 3_600_000;

/** Marks a result as in use: who runs for days from one marks it every hour. */
export function use(directory: string): void {
  const now = new Date();
  utimesSync(directory, now, now);
}

/**
 * The directory that a build makes from these inputs, built only if nobody has built it from the same ones. It
 * is made beside and renamed when it is whole: of two processes that build at once, one throws its own away.
 */
export async function kept(build: Build, root = projectRoot): Promise<string> {
  const { name, inputs, make } = build;
  const key = keyOf(inputs, root);
  const directory = join(root, ".build/kept", `${name}-${key}`);
  if (!existsSync(directory)) {
    forgetUnused(dirname(directory));
    const draft = `${directory}.${randomUUID()}`;
    try {
      await make(draft);
      // Somebody saved a file meanwhile: nobody knows which of its contents went in.
      if (keyOf(inputs, root) !== key) return await kept(build, root);
      renameSync(draft, directory);
    } catch (error) {
      if (!existsSync(directory)) throw error;
    } finally {
      rmSync(draft, { recursive: true, force: true });
    }
  }
  use(directory);
  return directory;
}

function forgetUnused(home: string): void {
  mkdirSync(home, { recursive: true });
  for (const name of readdirSync(home)) {
    const directory = join(home, name);
    const unused = Date.now() - (statSync(directory, { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
    if (unused > keptMs) rmSync(directory, { recursive: true, force: true });
  }
}
