import { describe, expect, it } from "vitest";
import { deriveKey } from "#shared/kernel/machine-keys/machine-keys.ts";

describe("machine keys", () => {
  it("differ per machine and per master, and are the same each time", () => {
    expect(deriveKey("master", "carrier:a")).toMatch(/^[0-9a-f]{64}$/);
    expect(deriveKey("master", "carrier:a")).toBe(deriveKey("master", "carrier:a"));
    expect(
      new Set([
        deriveKey("m", "carrier:a"),
        deriveKey("m", "carrier:b"),
        deriveKey("n", "carrier:a"),
        deriveKey("m", "device:a"),
      ]).size,
    ).toBe(4);
  });
});
