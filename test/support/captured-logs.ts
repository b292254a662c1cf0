import { afterEach, beforeEach, vi } from "vitest";
import { logger } from "#shared/kernel/logging/logger.ts";

/** What is logged while each of a file's tests runs. */
export function capturedLogs(): unknown[] {
  const logged: unknown[] = [];
  beforeEach(() => {
    logged.length = 0;
    for (const level of ["info", "warn", "error"] as const)
      vi.spyOn(logger, level).mockImplementation((...line: unknown[]) => void logged.push(line));
  });
  afterEach(() => {
    vi.restoreAllMocks();
  });
  return logged;
}
