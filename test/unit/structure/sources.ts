import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

export type Import = {
  /** A path from the project's root for our own files, else the package's name. */
  target: string;
  ours: boolean;
  /** Gone when the code runs. */
  typeOnly: boolean;
};
export type Source = { path: string; text: string; imports: Import[] };

const folders = ["events", "shared", "functions", "infra", "local", "scripts", "data", "test", "web/src"];

// Statements as the formatter writes them: at the start of a line, closed by their quoted source.
const statement = /^(?:import|export)\s+(type\s)?(?:[^;"']*?\sfrom\s+)?["']([^"']+)["']/gm;
const dynamic = /\bimport\(\s*["'`]([^"'`]+)["'`]\s*\)/g;

function importOf(path: string, specifier: string, typeOnly: boolean): Import {
  if (specifier.startsWith("#district/"))
    return { target: `data/districts/${specifier.slice("#district/".length)}`, ours: true, typeOnly };
  if (specifier.startsWith("#")) return { target: specifier.slice(1), ours: true, typeOnly };
  if (specifier.startsWith(".")) return { target: join(dirname(path), specifier), ours: true, typeOnly };
  return { target: specifier, ours: false, typeOnly };
}

export const importsOf = (path: string, text: string): Import[] => [
  ...[...text.matchAll(statement)].map(([, type, from = ""]) => importOf(path, from, type !== undefined)),
  ...[...text.matchAll(dynamic)].map(([, from = ""]) => importOf(path, from, false)),
];

/** Every TypeScript file of the project. */
export const sources: Source[] = folders.flatMap((folder) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry): Source => {
      const path = join(entry.parentPath, entry.name);
      const text = readFileSync(path, "utf8");
      return { path, text, imports: importsOf(path, text) };
    }),
);

export const under = (...places: string[]): Source[] =>
  sources.filter(({ path }) => places.some((place) => path.startsWith(`${place}/`)));

/** `file -> target` for each import that is not allowed, in a form that a failed test shows whole. */
export const offending = (
  files: readonly Source[],
  isWrong: (found: Import, file: Source) => boolean,
): string[] =>
  files.flatMap((file) =>
    file.imports.filter((found) => isWrong(found, file)).map(({ target }) => `${file.path} -> ${target}`),
  );

/** The files of each import circle, types counted: each of them needs, by whatever way, all the others (Tarjan). */
export function circles(files: readonly Pick<Source, "path" | "imports">[]): string[][] {
  const targets = new Map(files.map(({ path, imports }) => [path, imports.map(({ target }) => target)]));
  const order = new Map<string, number>();
  const earliest = new Map<string, number>();
  const open: string[] = [];
  const found: string[][] = [];

  const visit = (path: string): number => {
    const own = order.size;
    order.set(path, own);
    open.push(path);
    let low = own;
    for (const target of targets.get(path) ?? []) {
      if (!targets.has(target)) continue;
      if (!order.has(target)) low = Math.min(low, visit(target));
      else if (open.includes(target)) low = Math.min(low, earliest.get(target) ?? order.get(target) ?? own);
    }
    earliest.set(path, low);
    if (low === own) {
      const circle = open.splice(open.indexOf(path));
      if (circle.length > 1 || targets.get(path)?.includes(path)) found.push(circle.sort());
    }
    return low;
  };
  for (const { path } of files) if (!order.has(path)) visit(path);
  return found.sort();
}
