import { cpSync, mkdtempSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

export const project = join(import.meta.dirname, "../..");

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

/** The project in a directory of its own, to be changed there, with more of its folders. */
export function copyOfProject(more: readonly string[] = []): string {
  const directory = mkdtempSync(join(tmpdir(), "tongban-copy-"));
  for (const source of [...sources, ...more])
    cpSync(join(project, source), join(directory, source), { recursive: true });
  symlinkSync(join(project, "node_modules"), join(directory, "node_modules"));
  return directory;
}
