import { describe, expect, it } from "vitest";
import { type sources, under } from "./sources.ts";

const linesWith = (files: typeof sources, pattern: RegExp): string[] =>
  files.flatMap(({ path, text }) =>
    text
      .split("\n")
      .flatMap((line, index) => (pattern.test(line) ? [`${path}:${index + 1} ${line.trim()}`] : [])),
  );

describe("the sources", () => {
  it("name no partition: the platform runs in China's regions too", () => {
    const deployed = under("events", "shared", "functions", "infra", "scripts", "data");
    expect(linesWith(deployed, /arn:aws:/)).toEqual([]);
  });

  it("ask one clock for the time", () => {
    const asks = /\bDate\.now\b|\bnew Date\(\)/;
    expect(linesWith(under("shared", "functions"), asks)).toEqual([
      "shared/kernel/clock.ts:4 export const systemClock: Clock = () => new Date().toISOString();",
    ]);
  });

  it("leave no test alone and none out", () => {
    const alone = /\b(it|test|describe)(\.\w+)*\.(only|skip|todo)\b/;
    expect(linesWith(under("test"), alone)).toEqual([]);
  });
});
