import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

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

/** Every test that starts the whole app starts the same one, synthesized before. */
const synthesized = { globalSetup: ["test/support/synthesize.ts"] };
/** A worker's files see each other's modules, so that what takes long to load or to make is there for the next. */
const shared = { isolate: false };

/** The tests of a folder. */
const project = (name: string, options: { globalSetup?: string[]; isolate?: boolean }) => ({
  extends: true as const,
  test: { name, include: [`test/${name}/**/*.test.ts`], ...options },
});

export default defineConfig({
  test: {
    projects: [
      project("unit", shared),
      project("infra", shared),
      project("integration", { ...synthesized, ...shared }),
      project("e2e", { ...synthesized, ...shared }),
      project("browser", { ...synthesized, ...shared }),
    ],
    reporters: ["default", "./test/support/reporter.ts"],
    // What functions log is shown for tests that fail; the logger writes past the console unless it is told so.
    silent: "passed-only",
    restoreMocks: true,
    env: { POWERTOOLS_DEV: "true" },
    testTimeout: 30_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
    sequence: { sequencer: SlowestFirst },
  },
});
