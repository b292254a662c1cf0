import { join } from "node:path";
import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";
import { leftOut } from "./test/support/what-runs-here.ts";

// Workers, and the programs that tests start, find code compiled by those before them.
process.env.NODE_COMPILE_CACHE ??= join(import.meta.dirname, ".build/compiled");

// The bundler is a program in Go: with more room it spends a fifth less, since it clears up less often.
process.env.GOGC ??= "400";

/** What takes longest begins first, so that nobody waits at the end for one file alone. */
const slowestFirst = [/e2e\/(restart|faults)/, /browser/, /e2e/, /infra/, /integration/];
const rankOf = ({ moduleId }: TestSpecification): number => {
  const rank = slowestFirst.findIndex((pattern) => pattern.test(moduleId));
  return rank === -1 ? slowestFirst.length : rank;
};

class SlowestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return files.toSorted((a, b) => rankOf(a) - rankOf(b));
  }
}

const startsApp = ["test/support/synthesize.ts"];
/** The tests of a folder. Those that start the whole app all start the same one, synthesized before. */
const project = (name: string, globalSetup: string[] = []) => ({
  extends: true as const,
  test: {
    name,
    include: [`test/${name}/**/*.test.ts`],
    globalSetup,
  },
});

export default defineConfig({
  test: {
    projects: [
      project("unit"),
      project("infra"),
      project("integration"),
      project("e2e", startsApp),
      project("browser", [...startsApp, "test/support/unpack-browser.ts"]),
    ].filter(({ test: { name } }) => !leftOut().has(name)),
    reporters: ["default", "./test/support/reporter.ts"],
    // What functions log is shown for tests that fail; the logger writes past the console unless it is told so.
    silent: "passed-only",
    // A worker's files see each other's modules: what takes long to load or to make is there for the next one.
    isolate: false,
    restoreMocks: true,
    env: { POWERTOOLS_DEV: "true" },
    // Against what never ends, not against a slow machine: what may take how long is measured, never waited for.
    testTimeout: 240_000,
    hookTimeout: 240_000,
    maxWorkers: 2,
    sequence: { sequencer: SlowestFirst },
  },
});
