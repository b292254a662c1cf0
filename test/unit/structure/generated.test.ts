import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { generatedFiles } from "#scripts/generated-files.ts";

const files = generatedFiles();

describe("generated files", () => {
  it.each([...files.keys()])("%s is up to date (else: npm run generate)", (path) => {
    expect(readFileSync(path, "utf8") === files.get(path)).toBe(true);
  });

  it("are the only schemas", () => {
    const onDisk = readdirSync("events/schemas").map((name) => `events/schemas/${name}`);
    expect(onDisk.filter((path) => !files.has(path))).toEqual([]);
  });
});
