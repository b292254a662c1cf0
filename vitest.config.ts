import { defineConfig } from "vitest/config";

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
  },
});
