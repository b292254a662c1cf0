import { describe, expect, it } from "vitest";
import { parseEnvironment, readEnvironment } from "#infra/environments.ts";
import { meanKept, monthlyBill } from "#scripts/bench/bill/bill.ts";
import { standingOf } from "#scripts/bench/bill/standing.ts";
import { pricesOf } from "#scripts/bench/prices.ts";

describe("a month's bill", () => {
  it("counts what stands in the templates, and what goes where it costs less", async () => {
    const { name: _name, ...prod } = readEnvironment("prod");
    const standing = await standingOf(parseEnvironment("prod", { ...prod, dashboard: true }));
    expect(standing).toMatchObject({
      keys: 3,
      meteredRoutes: 0,
      logDays: 365,
      personalDataDays: 3650,
      recoverable: true,
      colder: {
        documents: { storageClass: "GLACIER_IR", afterDays: 60 },
        archives: { storageClass: "GLACIER_IR", afterDays: 1 },
      },
      // X-Ray is not in China, and no front door.
      traces: false,
      firewallRules: undefined,
      scanning: "clamavMachine",
      machine: "t4g.medium",
    });
    for (const count of [standing.alarmMetrics, standing.dashboards, standing.secrets, standing.polledQueues])
      expect(count).toBeGreaterThan(0);
    expect(standing.scheduledRuns).toBeGreaterThan(30);
  });

  it.each([
    // Evenly coming and kept for ever: half of the year's on average in the first year, one and a half in the second.
    { perYear: 365, year: 1, fromDays: 0, toDays: Number.POSITIVE_INFINITY, kept: 182.5 },
    { perYear: 365, year: 2, fromDays: 0, toDays: Number.POSITIVE_INFINITY, kept: 547.5 },
    // Kept for a tenth of a year: never more than that.
    { perYear: 365, year: 2, fromDays: 0, toDays: 36.5, kept: 36.5 },
    // From one age to another.
    { perYear: 730, year: 3, fromDays: 90, toDays: 365, kept: 550 },
    { perYear: 365, year: 1, fromDays: 365, toDays: 3650, kept: 0 },
  ])("keeps $kept in year $year of $perYear a year from day $fromDays to $toDays", (each) => {
    expect(meanKept(each.perYear, each.year, each.fromDays, each.toDays)).toBeCloseTo(each.kept, 5);
  });

  it("knows no sum of what has no price", () => {
    const usage = { ...noUsage, apiGatewayRequests: 13 };
    const stored = {
      tableBytes: 1024 ** 3 / 1000,
      officialDocumentBytes: 4 * 1024 ** 2,
      officialDocuments: 4,
    };
    const bill = (region: string) =>
      Object.fromEntries(
        monthlyBill({ usage, stored }, standing, pricesOf(region), { casesPerYear: 1200, year: 1 }).map(
          ({ position, cost }) => [position, cost],
        ),
      );
    expect(bill("us-east-1")).toMatchObject({
      "cases that move": expect.closeTo((13 * 100) / 1e6, 10),
      "10 metrics with alarms": 1,
      "2 secrets": 0.8,
      // A gigabyte for every thousand cases: half of 1.2 on average in the first year, and its copies by the second.
      "tables, kept": expect.closeTo(0.6 * (0.25 + 0.2), 5),
      traces: 0,
    });
    expect(bill("cn-north-1")).toMatchObject({
      "2 secrets": undefined,
      traces: 0,
      "front door: firewall, its log, requests": 0,
    });
  });

  it("pays a key's first two rotations, a machine by the month", () => {
    const stored = { tableBytes: 0, officialDocumentBytes: 1, officialDocuments: 1 };
    const costs = (year: number, more: object) =>
      Object.fromEntries(
        monthlyBill({ usage: noUsage, stored }, { ...standing, ...more }, pricesOf(), {
          casesPerYear: 12,
          year,
        }).map(({ position, cost }) => [position, cost]),
      );
    const keyed = { keys: 3, keyUsers: 10 };
    expect([1, 2, 3, 10].map((year) => costs(year, keyed)["3 keys, their rotations and uses"])).toEqual(
      [3, 6, 9, 9].map((keys) => expect.closeTo(keys + 10 * 8760 * 3e-6, 5)),
    );
    expect(costs(1, { machine: "t4g.medium" })["a machine that scans"]).toBeGreaterThan(25);
    expect(costs(1, { machine: "m7g.large" })["a machine that scans"]).toBeUndefined();
    expect(costs(1, {})["a machine that scans"]).toBe(0);
  });

  it("pays a front door by rule and request, also those of the pages", () => {
    const stored = { tableBytes: 0, officialDocumentBytes: 1, officialDocuments: 1 };
    const costOf = (region: string) =>
      monthlyBill(
        { usage: { ...noUsage, apiGatewayRequests: 10 }, stored },
        { ...standing, firewallRules: 5 },
        pricesOf(region),
        {
          casesPerYear: 120_000,
          year: 1,
        },
      ).find(({ position }) => position.startsWith("front door"))?.cost;
    // 10 calls of a case, 40 looks, 50 files: a million requests.
    expect(costOf("us-east-1")).toBeCloseTo(5 + 5 + 0.6 + 1 + 0.5, 5);
    expect(costOf("cn-north-1")).toBeUndefined();
  });
});

const noUsage = {
  dynamodbWriteUnits: 0,
  dynamodbReadUnits: 0,
  sqsRequests: 0,
  eventBridgeEvents: 0,
  lambdaRequests: 0,
  lambdaGbSeconds: 0,
  apiGatewayRequests: 0,
  s3Puts: 0,
  s3Gets: 0,
  logKilobytes: 0,
};
const standing = {
  alarmMetrics: 10,
  dashboards: 0,
  secrets: 2,
  keys: 0,
  keyUsers: 0,
  figures: 0,
  metricFilters: 0,
  meteredRoutes: 0,
  polledQueues: 0,
  scheduledRuns: 0,
  logDays: 180,
  colder: { documents: undefined, archives: undefined },
  personalDataDays: 3650,
  recoverable: true,
  traces: false,
  firewallRules: undefined,
  scanning: "none",
  machine: undefined,
} as const;
