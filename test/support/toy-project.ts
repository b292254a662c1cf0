import { execFile } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

const project = join(import.meta.dirname, "../..");
const toy = join(project, "test/toy");

/** What the app is synthesized from. */
const sources = [
  "data",
  "docs",
  "events",
  "functions",
  "infra",
  "local",
  "shared",
  "package.json",
  "tsconfig.json",
];

/** The files of the toy context, as paths of the project that it is put into. */
export const toyFiles = (): string[] =>
  readdirSync(toy, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(toy.length + 1))
    .sort();

/** The one line of the project that names every context, with another in it. */
function list(directory: string, context: string): void {
  const file = join(directory, "shared/contexts.ts");
  const before = readFileSync(file, "utf8");
  const after = before.replace(
    /^(export const contexts: .* = \[)/m,
    `import { ${context} } from "./${context}/context.ts";\n$1${context}, `,
  );
  if (after === before) throw new Error("shared/contexts.ts has no list of contexts");
  writeFileSync(file, after);
}

/**
 * The project with the toy context in it, synthesized: as `docs/adding-a-context.md` has it, its own files and one
 * edit. Gives the assembly; `end` takes all of it away.
 */
export async function projectWithToy(): Promise<{ assemblyDir: string; end(): void }> {
  const directory = mkdtempSync(join(tmpdir(), "tongban-toy-"));
  for (const source of sources) cpSync(join(project, source), join(directory, source), { recursive: true });
  symlinkSync(join(project, "node_modules"), join(directory, "node_modules"));
  for (const file of toyFiles()) cpSync(join(toy, file), join(directory, file));
  list(directory, "suggestions");
  const assemblyDir = join(directory, "cdk.out");
  await run(process.execPath, ["local/make-assembly.ts", assemblyDir], { cwd: directory });
  return { assemblyDir, end: () => rmSync(directory, { recursive: true, force: true }) };
}
