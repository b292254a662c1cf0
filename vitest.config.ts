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

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    globalSetup: ["test/support/synthesize.ts"],
    reporters: ["default", "./test/support/reporter.ts"],
    // What functions log is shown for tests that fail; the logger writes past the console unless it is told so.
    silent: "passed-only",
    env: { POWERTOOLS_DEV: "true" },
    testTimeout: 30_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
    sequence: { sequencer: SlowestFirst },
  },
});
