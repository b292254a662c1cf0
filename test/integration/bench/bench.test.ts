import { describe, expect, test } from "vitest";
import { functionNames } from "#infra/bundle.ts";
import { deployedFunctions } from "#scripts/bench/deployed.ts";
import { importFigures } from "#scripts/bench/imports.ts";
import { addressOf } from "#scripts/bench/play.ts";
import { costPerMillion, pricesOf } from "#scripts/bench/prices.ts";
import { caseReport, importReport } from "#scripts/bench/report.ts";
import { wholeCaseFigures } from "#scripts/bench/whole-case.ts";

describe("the bench's figures of functions", () => {
  test("are of functions that start with the environment they are deployed with", async () => {
    const names = ["courier-callback", "event-relay", "rectifications"];
    const figures = await importFigures({ rounds: 1, names });
    expect(figures.figures.map(({ name }) => name)).toEqual(names);
    for (const { bytes, milliseconds, ratio } of figures.figures)
      expect([bytes, milliseconds, ratio].every((figure) => figure > 0)).toBe(true);
    expect(importReport(figures).join("\n")).toMatch(/median of 1[\s\S]*event-relay +\d+ +\d/);
  });

  test("can be taken of every function", async () => {
    const deployed = await deployedFunctions();
    expect([...new Set(deployed.map(({ folder }) => folder))].sort()).toEqual(functionNames());
  });
});

describe("the bench's figures of a case", () => {
  test("are an honest case's, whole, and with what AWS charges for", { timeout: 120_000 }, async () => {
    const figures = await wholeCaseFigures(1);
    expect(figures.troubles).toEqual([]);
    expect(figures.events).toMatchObject({
      "tongban.case.submitted.v1": 1,
      "tongban.case.delivered.v1": 1,
      "tongban.rating.received.v1": 1,
    });
    expect(Object.keys(figures.events)).not.toContain("tongban.rating.setApart.v1");
    // Two uploads and their marks, four official papers; each upload is read once, and its marks.
    expect(figures.s3Requests).toEqual({
      PutObject: 6,
      PutObjectTagging: 2,
      GetObject: 2,
      GetObjectTagging: 2,
    });
    expect(figures.usage).toMatchObject({ s3Puts: 8, s3Gets: 4 });
    expect(figures.usage.lambdaGbSeconds).toBeGreaterThan(0);
    expect(figures.writeUnits).toBeGreaterThan(figures.refusedWriteUnits);

    const inDollars = caseReport(figures, pricesOf()).join("\n");
    expect(inDollars).toContain("USD per million cases in us-east-1");
    expect(inDollars).toMatch(/in all +[\d.]+/);
    expect(inDollars).not.toContain("NaN");
    expect(caseReport(figures, pricesOf("cn-north-1")).join("\n")).toMatch(/s3Puts +8 +not known/);
  });
});

test("the bench's raters are as many households as people: a script's ratings cost more", () => {
  const serials = Array.from({ length: 500 }, (_, index) => [index, 1_000_000 + index]).flat();
  expect(new Set(serials.map(addressOf)).size).toBe(serials.length);
});

test("a cost is known only where its price is", () => {
  const usage = {
    dynamodbWriteUnits: 70,
    dynamodbReadUnits: 50,
    sqsRequests: 60,
    eventBridgeEvents: 13,
    lambdaRequests: 45,
    lambdaGbSeconds: 1,
    apiGatewayRequests: 13,
    s3Puts: 8,
    s3Gets: 4,
  };
  const costs = new Map(
    costPerMillion(pricesOf("us-east-1"), usage).map(({ position, cost }) => [position, cost]),
  );
  expect(costs.get("dynamodbWriteUnits")).toBeCloseTo(43.75);
  expect(costs.get("s3Puts")).toBeCloseTo(40);
  expect(costPerMillion(pricesOf("cn-north-1"), usage).filter(({ cost }) => cost !== undefined)).toHaveLength(
    1,
  );
  expect(() => pricesOf("mars-north-1")).toThrow("There are no prices of mars-north-1, but of us-east-1");
});
