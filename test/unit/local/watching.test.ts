import { describe, expect, test } from "vitest";
import type { Resource } from "#local/engine/templates/stacks.ts";
import { alarmStates } from "#local/engine/watching/alarms.ts";
import { expression } from "#local/engine/watching/expression.ts";
import { filterPattern, logMetrics } from "#local/engine/watching/log-metrics.ts";
import { Metrics, statisticOf } from "#local/engine/watching/metrics.ts";

const resource = (properties: Record<string, unknown>): Resource => ({
  type: "AWS::CloudWatch::Alarm",
  stackName: "Tongban-local-Cases",
  logicalId: "Alarm",
  name: "Alarm",
  ref: "Alarm",
  arn: "arn",
  properties,
});

let now = 0;
const world = () => {
  now = 1_000_000_000;
  return new Metrics(() => now);
};
const minute = 60_000;
const errors = { namespace: "AWS/Lambda", name: "Errors", dimensions: { FunctionName: "f" } };
const onErrors = (more: Record<string, unknown> = {}) =>
  resource({
    Namespace: "AWS/Lambda",
    MetricName: "Errors",
    Dimensions: [{ Name: "FunctionName", Value: "f" }],
    Period: 300,
    Statistic: "Sum",
    Threshold: 2,
    EvaluationPeriods: 1,
    ComparisonOperator: "GreaterThanOrEqualToThreshold",
    TreatMissingData: "notBreaching",
    AlarmDescription: "Errors.",
    ...more,
  });

describe("an alarm of the template", () => {
  const stateOf = (alarm: Resource, metrics: Metrics) => alarmStates([alarm], metrics)[0]?.state;

  test("rings from its threshold on, and no longer than its period", () => {
    const metrics = world();
    metrics.record(errors, 1);
    expect(stateOf(onErrors(), metrics)).toBe("OK");
    metrics.record(errors, 1);
    expect(stateOf(onErrors(), metrics)).toBe("ALARM");
    now += 5 * minute + 1;
    expect(stateOf(onErrors(), metrics)).toBe("OK");
  });

  test("counts what has other dimensions apart", () => {
    const metrics = world();
    metrics.record({ ...errors, dimensions: { FunctionName: "g" } }, 5);
    metrics.record({ ...errors, dimensions: {} }, 5);
    expect(stateOf(onErrors(), metrics)).toBe("OK");
  });

  test.each([
    ["breaching", "ALARM"],
    ["notBreaching", "OK"],
    ["missing", "INSUFFICIENT_DATA"],
  ])("takes missing data as %s", (TreatMissingData, state) => {
    expect(stateOf(onErrors({ TreatMissingData }), world())).toBe(state);
  });

  test("rings after so many periods in a row alone", () => {
    const metrics = world();
    const alarm = onErrors({ EvaluationPeriods: 3 });
    for (const state of ["OK", "OK", "ALARM"]) {
      metrics.record(errors, 2);
      expect(stateOf(alarm, metrics)).toBe(state);
      now += 5 * minute;
    }
  });

  test("looks at an expression of several metrics", () => {
    const metrics = world();
    const metric = (Id: string, name: string) => ({
      Id,
      ReturnData: false,
      MetricStat: { Metric: { Namespace: "N", MetricName: name }, Period: 900, Stat: "Sum" },
    });
    const alarm = onErrors({
      Metrics: [
        { Id: "e", Expression: "IF(calls >= 4, 100 * refused / calls, 0)" },
        metric("calls", "Count"),
        metric("refused", "4xx"),
      ],
      Threshold: 90,
    });
    for (let call = 0; call < 4; call += 1) {
      metrics.record({ namespace: "N", name: "Count", dimensions: {} }, 1);
      metrics.record({ namespace: "N", name: "4xx", dimensions: {} }, 1);
      expect(stateOf(alarm, metrics)).toBe(call === 3 ? "ALARM" : "OK");
    }
  });

  test("looks at all metrics that a query finds by their dimensions", () => {
    const metrics = world();
    const alarm = (dimensions: string) =>
      onErrors({
        Metrics: [
          {
            Id: "e",
            Expression: `SELECT SUM(ReadThrottleEvents) FROM SCHEMA("AWS/DynamoDB", ${dimensions})`,
            Period: 300,
          },
        ],
        Threshold: 3,
      });
    const throttled = (dimensions: Record<string, string>) =>
      metrics.record({ namespace: "AWS/DynamoDB", name: "ReadThrottleEvents", dimensions }, 1);
    expect(stateOf(alarm("TableName"), metrics)).toBe("OK");
    throttled({ TableName: "a" });
    throttled({ TableName: "b" });
    throttled({ TableName: "b", GlobalSecondaryIndexName: "i" });
    expect(stateOf(alarm("TableName"), metrics)).toBe("OK");
    throttled({ TableName: "c" });
    expect(stateOf(alarm("TableName"), metrics)).toBe("ALARM");
    expect(stateOf(alarm("GlobalSecondaryIndexName, TableName"), metrics)).toBe("OK");
    now += 5 * minute + 1;
    expect(stateOf(alarm("TableName"), metrics)).toBe("OK");
    expect(() => stateOf(onErrors({ Metrics: [{ Id: "e", Expression: "SELECT 1" }] }), metrics)).toThrow(
      "cannot read",
    );
  });

  test("looks now at what is looked up, and at no time before", () => {
    const metrics = world();
    metrics.gauge(errors, () => 7);
    expect(alarmStates([onErrors({ EvaluationPeriods: 2 })], metrics)[0]?.values).toEqual([7, undefined]);
  });
});

describe("metric math", () => {
  test.each([
    ["1 + 2 * 3", 7],
    ["(1 + 2) * 3", 9],
    ["FILL(a, 0) + FILL(b, 4)", 6],
    ["a + b", undefined],
    ["IF(a > 1, 10, 20)", 10],
    ["IF(a > 2, 10, 20)", 20],
  ])("%s", (text, value) => {
    expect(expression(text)({ a: 2 })).toBe(value);
  });

  test.each(["a +* b", "SEARCH('x')", "a b", "FILL(a, 0"])("refuses %s", (text) => {
    expect(() => expression(text)({})).toThrow(/Metric math|metric math/);
  });

  test("has CloudWatch's statistics", () => {
    const values = Array.from({ length: 100 }, (_, index) => index + 1);
    expect(
      ["Sum", "Maximum", "Minimum", "Average", "SampleCount", "p95"].map((s) => statisticOf(s, values)),
    ).toEqual([5050, 100, 1, 50.5, 100, 96]);
    expect(statisticOf("Sum", [])).toBeUndefined();
  });
});

describe("lines of logs", () => {
  test("are found by one field, by several alternatives, and by the beginning of a value", () => {
    expect(filterPattern('{ $.code = "a.b" }')({ code: "a.b" })).toBe(true);
    expect(filterPattern('{ $.code = "a.*" }')({ code: "a.c" })).toBe(true);
    const refused = filterPattern('{ ($.status = "401") || ($.status = "403") }');
    expect(["401", "403", "200"].map((status) => refused({ status }))).toEqual([true, true, false]);
    expect(() => filterPattern("[a, b]")).toThrow("does not know the filter pattern");
  });

  test("count by the template's filters and in the embedded format, those of their group alone", () => {
    const metrics = world();
    const count = logMetrics(
      [
        resource({
          LogGroupName: "group",
          FilterPattern: '{ $.code = "x" }',
          MetricTransformations: [
            {
              MetricNamespace: "N",
              MetricName: "x",
              MetricValue: "$.parcels",
              Dimensions: [{ Key: "carrier", Value: "$.carrier" }],
            },
          ],
        }),
      ],
      metrics,
    );
    const stretch = { from: now - 1, to: now };
    count("group", JSON.stringify({ code: "x", parcels: 3, carrier: "sf" }));
    count("other", JSON.stringify({ code: "x", parcels: 4, carrier: "sf" }));
    count("group", "no JSON");
    expect(metrics.values({ namespace: "N", name: "x", dimensions: { carrier: "sf" } }, stretch)).toEqual([
      3,
    ]);
    const _aws = { CloudWatchMetrics: [{ Namespace: "N", Dimensions: [[]], Metrics: [{ Name: "inHand" }] }] };
    count("any", JSON.stringify({ _aws, inHand: 5 }));
    expect(metrics.values({ namespace: "N", name: "inHand", dimensions: {} }, stretch)).toEqual([5]);
  });
});
