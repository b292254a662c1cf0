import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { synthesize } from "#local/builds.ts";

declare module "vitest" {
  interface ProvidedContext {
    assemblyDir: string;
    /** Where apps keep their data; gone after the run. */
    runDir: string;
  }
}

/** Once for the whole run: every test that starts the app starts this assembly. */
export default async function setup({ provide }: TestProject): Promise<() => void> {
  const runDir = mkdtempSync(join(tmpdir(), "tongban-run-"));
  provide("runDir", runDir);
  provide("assemblyDir", await synthesize());
  // What ended a moment ago may still be writing.
  return () => rmSync(runDir, { recursive: true, force: true, maxRetries: 5 });
}
