import { beforeAll, describe, expect, test } from "vitest";
import departments from "#district/departments.json" with { type: "json" };
import { functionNames } from "#infra/bundle.ts";
import { billReport } from "#scripts/bench/bill/bill-report.ts";
import type { Standing } from "#scripts/bench/bill/standing.ts";
import { measuredCases } from "#scripts/bench/bill/stored.ts";
import { type ByContext, budgets, type ContextUnits, exceeded, noUnits } from "#scripts/bench/budgets.ts";
import { caseReport } from "#scripts/bench/case-report.ts";
import { sum } from "#scripts/bench/counts.ts";
import { growthFigures } from "#scripts/bench/growth.ts";
import { importFigures, measurable } from "#scripts/bench/imports.ts";
import { logBytesOf } from "#scripts/bench/logs.ts";
import { withBench } from "#scripts/bench/meter.ts";
import { addressOf } from "#scripts/bench/play.ts";
import { costPerMillion, pricesOf } from "#scripts/bench/prices.ts";
import { importReport, summaryReport, worklistReport } from "#scripts/bench/report.ts";
import { summaryFigures } from "#scripts/bench/summary.ts";
import { worklistFigures } from "#scripts/bench/worklist.ts";
import { listedStates } from "#shared/cases/states.ts";

const sumOf = (contexts: ByContext, unit: keyof ContextUnits): number =>
  Object.values(contexts).reduce((total, used) => total + used[unit], 0);

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
    const here = functionNames().filter((name) => name !== "history-export");
    expect(await measurable()).toEqual(here);
  });
});

const standing: Standing = {
  alarmMetrics: 9,
  dashboards: 0,
  secrets: 1,
  keys: 0,
  keyUsers: 0,
  figures: 0,
  metricFilters: 1,
  meteredRoutes: 0,
  polledQueues: 2,
  scheduledRuns: 30,
  logDays: 180,
  colder: {
    documents: { storageClass: "GLACIER_IR", afterDays: 60 },
    archives: { storageClass: "GLACIER_IR", afterDays: 1 },
  },
  personalDataDays: 3650,
  recoverable: true,
  traces: false,
  firewallRules: undefined,
  scanning: "none",
  machine: undefined,
};

/** On one app, to be quick: a case, then a day that grows, then a case for the worklist. */
const figuresInSmall = async () =>
  withBench(async (bench) => ({
    figures: await measuredCases(bench, 1),
    growth: await growthFigures(bench, [1, 6], 1),
    worklist: await worklistFigures(bench, 280),
  }));

describe("the bench's figures of a case", () => {
  let small: Awaited<ReturnType<typeof figuresInSmall>>;
  beforeAll(async () => {
    small = await figuresInSmall();
  });

  test("are an honest case's, whole, and with what AWS charges for", () => {
    const { figures } = small;
    expect(figures.troubles).toEqual([]);
    expect(figures.events).toMatchObject({
      "tongban.case.submitted.v1": 1,
      "tongban.case.delivered.v1": 1,
      "tongban.rating.received.v1": 1,
    });
    expect(Object.keys(figures.events)).not.toContain("tongban.rating.quarantined.v1");
    // Two uploads, four official documents; each upload is read once.
    expect(figures.s3Requests).toEqual({ PutObject: 6, GetObject: 2 });
    expect(figures.usage).toMatchObject({ s3Puts: 6, s3Gets: 2 });
    expect(figures.usage.lambdaGbSeconds).toBeGreaterThan(0);
    // Nothing overtakes anything, so no write is refused.
    expect(figures.refusedWriteUnits).toBe(0);
    expect(figures.logBytes.functions).toBeGreaterThan(1000);
    expect(figures.usage.logKilobytes * 1000).toBeCloseTo(sum(figures.logBytes));

    expect(sumOf(figures.contexts, "writeUnits")).toBeCloseTo(figures.writeUnits);
    expect(sumOf(figures.contexts, "readUnits")).toBeCloseTo(figures.readUnits);
    expect(sumOf(figures.contexts, "sqsMessages")).toBe(sum(figures.sqsMessages));
    expect(exceeded(figures.contexts)).toEqual([]);
    expect(Object.keys(figures.contexts).sort()).toEqual(Object.keys(budgets()).sort());

    const inDollars = caseReport(figures, pricesOf()).join("\n");
    expect(inDollars).toContain("USD per million cases in us-east-1");
    expect(inDollars).toMatch(/in all +[\d.]+/);
    expect(inDollars).toMatch(/Cases-CaseSubmission +Cases +TransactWriteItems/);
    expect(inDollars).not.toContain("NaN");
    expect(caseReport(figures, pricesOf("cn-north-1")).join("\n")).toMatch(/s3Puts +6 +not known/);
  });

  test("become a month's bill, with what a case leaves behind", () => {
    const { stored } = small.figures;
    expect(stored.officialDocuments).toBe(4);
    expect(stored.officialDocumentBytes).toBeGreaterThan(4 * 10_000);
    expect(stored.tableBytes).toBeGreaterThan(5000);

    const here = billReport(small.figures, standing, pricesOf()).join("\n");
    expect(here).toMatch(/cases that move +[\d.]+ +[\d.]+ +[\d.]+ +[\d.]+/);
    expect(here).toMatch(/9 metrics with alarms +0.90 +0.90 +0.90 +0.90/);
    expect(here).toMatch(/in all +[\d.]+ +[\d.]+ +[\d.]+ +[\d.]+/);
    expect(here).not.toMatch(/NaN|Infinity|not known/);
    // Prices of China are not known; those of the usual region say at least how much it is about.
    const inChina = billReport(small.figures, standing, pricesOf("cn-north-1")).join("\n");
    expect(inChina).toMatch(/CNY a month in cn-north-1[\s\S]*not known[\s\S]*USD a month in us-east-1/);
  });

  test("are of the n-th of a day too, after cases that were played or copied", () => {
    const { rows, troubles } = small.growth;
    expect(troubles).toEqual([]);
    expect(rows.map(({ number, played, copied }) => [number, played, copied])).toEqual([
      [1, 1, 0],
      [6, 3, 2],
    ]);
    expect(new Set(rows.map(({ writeUnits, readUnits }) => `${writeUnits} ${readUnits}`)).size).toBe(1);
  });

  test("are of a worklist's page by every filter, with the rows that it has", () => {
    const { rows } = small.worklist;
    expect(rows.map(({ filter }) => filter)).toEqual(["none", ...listedStates]);
    expect(rows.every(({ readUnits, rows: found }) => readUnits > 0 && found === 20)).toBe(true);
    expect(worklistReport(small.worklist).join("\n")).toMatch(/none +[\d.]+ +20/);
  });

  test("name the context that exceeds its budget, by how much and where to look", () => {
    const budget = { writeUnits: 9, readUnits: 4, sqsMessages: 3 };
    expect(exceeded({ ratings: budget }, { ratings: budget })).toEqual([]);
    const used = { ...budget, writeUnits: 11.5 };
    expect(exceeded({ ratings: used, maps: { ...noUnits(), readUnits: 1 } }, { ratings: budget })).toEqual([
      expect.stringContaining(
        "ratings uses 11.5 writeUnits a case, 2.5 more than its budget of 9: `npm run bench -- case`",
      ),
      expect.stringContaining("maps uses 1 readUnits a case, 1 more than its budget of 0"),
    ]);
  });

  test("have Lambda's own lines in them only where they are logged", () => {
    const fn = { name: "Review", folder: "case-review", context: "cases", memoryMb: 512, environment: {} };
    const logged = { lines: 2, bytes: 400 };
    const bytesAt = (systemLogLevel: "INFO" | "WARN") =>
      logBytesOf(logged, { Review: 3 }, 2, {
        functions: [{ ...fn, systemLogLevel }],
        accessLogFormat: "$context.status $context.authorizer.error",
      });
    expect(bytesAt("WARN").platform).toBe(0);
    expect(bytesAt("INFO").platform).toBeGreaterThan(3 * 300);
    expect(bytesAt("INFO")).toMatchObject({ access: 2 * "200 -".length });
    // On Lambda each line has its trace.
    expect(bytesAt("INFO").functions).toBeGreaterThan(400);
  });
});

test("the bench's figures of the public summary are of all departments", async () => {
  const figures = await summaryFigures(3);
  expect(figures).toMatchObject({ days: 3, departments: departments.length });
  expect(figures.rows.every(({ readUnits }) => readUnits > departments.length)).toBe(true);
  expect(summaryReport(figures).join("\n")).toMatch(/department +[\d.]+/);
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
    logKilobytes: 20,
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
