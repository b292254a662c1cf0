import { execFile } from "node:child_process";
import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { copyOfProject, project } from "./copy-of-project.ts";

const run = promisify(execFile);

const toy = join(project, "test/toy");

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
  const directory = copyOfProject();
  for (const file of toyFiles()) cpSync(join(toy, file), join(directory, file));
  list(directory, "suggestions");
  const assemblyDir = join(directory, "cdk.out");
  await run(process.execPath, ["local/make-assembly.ts", assemblyDir], { cwd: directory });
  return { assemblyDir, end: () => rmSync(directory, { recursive: true, force: true }) };
}
