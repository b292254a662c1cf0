import type { TestProject } from "vitest/node";
import { synthesize } from "#local/builds.ts";

declare module "vitest" {
  interface ProvidedContext {
    assemblyDir: string;
  }
}

/** Once for the whole run: every test that starts the app starts this assembly. */
export default async function setup({ provide }: TestProject): Promise<void> {
  provide("assemblyDir", await synthesize());
}
