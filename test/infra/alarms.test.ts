import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { drills } from "#scripts/drill/drills.ts";
import { contexts } from "#shared/contexts.ts";
import { isLimited } from "#shared/kernel/http/limited.ts";
import { logs } from "../../functions/cases/case-deadlines/case-deadlines.ts";
import {
  functionsOf,
  type Resource,
  type Synthesized,
  singapore,
  synthesize,
  synthesized,
} from "./templates.ts";

describe("alarms", () => {
  const watched = (app: Synthesized, metric: string) =>
    app
      .all("AWS::CloudWatch::Alarm")
      .filter(({ properties }) => [properties.MetricName, labelOf(properties)].includes(metric));
  /** Of an alarm on an expression, what it says it shows. */
  const labelOf = (properties: Resource["properties"]): string | undefined =>
    properties.Metrics?.find(({ ReturnData = true }: { ReturnData?: boolean }) => ReturnData)?.Label;

  it("ring for everything that stops or loses work", async () => {
    const app = await synthesized("prod");
    const functions = functionsOf(app).length;
    const relays = functionsOf(app).filter(({ environment }) => environment.CONTEXT).length;
    const queues = app.all("AWS::SQS::Queue");
    const working = queues.filter(({ properties }) => properties.RedrivePolicy).length;
    // What is set aside rings by how much one carrier tells of it.
    const setAside = functionsOf(app).filter(({ environment }) => environment.SET_ASIDE_QUEUE_URL).length;
    const sweeps = app
      .all("AWS::Events::Rule")
      .filter(({ properties }) => properties.ScheduleExpression).length;
    expect(sweeps).toBe(
      contexts.flatMap(({ functions }) => Object.values(functions)).filter(({ sweep }) => sweep).length + 1,
    );
    const counts = Object.fromEntries(
      [
        "Errors",
        "Throttles",
        "IteratorAge",
        "ApproximateNumberOfMessagesVisible",
        "ApproximateAgeOfOldestMessage",
        "5xx",
        "ReadThrottleEvents",
        "WriteThrottleEvents",
        "Invocations",
        "refused",
        "Latency",
      ].map((metric) => [metric, watched(app, metric).length]),
    );
    expect(counts).toEqual({
      Errors: functions,
      // Of all functions together.
      Throttles: 1,
      IteratorAge: relays,
      ApproximateNumberOfMessagesVisible: queues.length - working - setAside,
      // Of a queue that is worked off its age, of one where things wait for a person twice: after 3 and 10 days.
      ApproximateAgeOfOldestMessage: working + 2 * (queues.length - working - setAside),
      "5xx": 1,
      // Of tables and of indexes, all together.
      ReadThrottleEvents: 2,
      WriteThrottleEvents: 2,
      Invocations: sweeps,
      refused: 1,
      Latency: 1,
    });
    for (const { properties } of app.all("AWS::CloudWatch::Alarm"))
      expect(properties.AlarmDescription).toMatch(/^[A-Z].{20,}\.$/);
  });

  it("say where it is written what to do", async () => {
    // Outside China there is a firewall, and all that is here.
    const app = await synthesize(singapore());
    const headings = [...readFileSync("docs/operations.md", "utf8").matchAll(/^#+ (.+)$/gm)].map(
      ([, heading = ""]) =>
        heading
          .toLowerCase()
          .replaceAll(/[^\w\- ]/g, "")
          .replaceAll(" ", "-"),
    );
    const unknown = app.all("AWS::CloudWatch::Alarm").flatMap(({ name, properties }) => {
      const anchor = / What to do: docs\/operations\.md#([\w-]+)\.$/.exec(properties.AlarmDescription)?.[1];
      return anchor && headings.includes(anchor) ? [] : [`${name}: ${properties.AlarmDescription}`];
    });
    expect(unknown).toEqual([]);
  });

  it("have a drill for each kind of them", async () => {
    const app = await synthesized("prod");
    const drilled = app.all("AWS::CloudWatch::Alarm").map(({ stack, properties: { AlarmName: name } }) => ({
      name,
      by: Object.entries(drills).flatMap(([drill, { kind }]) =>
        kind.test(name.replace(`Tongban-prod-${stack}-`, "")) ? [drill] : [],
      ),
    }));
    expect(new Set(drilled.map(({ name }) => name)).size).toBe(drilled.length);
    expect(drilled.filter(({ by }) => by.length !== 1)).toEqual([]);
    expect(new Set(drilled.flatMap(({ by }) => by)).size).toBe(Object.keys(drills).length);
  });

  it("ring for the throttles of every table and of every index, which no table's metric counts", async () => {
    const app = await synthesized("prod");
    const queries = ["ReadThrottleEvents", "WriteThrottleEvents"].flatMap((kind) =>
      watched(app, kind).map(({ properties }) => properties.Metrics),
    );
    const query = (kind: string, dimensions: string) => [
      expect.objectContaining({
        Expression: `SELECT SUM(${kind}ThrottleEvents) FROM SCHEMA("AWS/DynamoDB", ${dimensions})`,
        Period: 300,
      }),
    ];
    expect(queries).toEqual(
      ["Read", "Write"].flatMap((kind) =>
        ["TableName", "GlobalSecondaryIndexName, TableName"].map((dimensions) => query(kind, dimensions)),
      ),
    );
  });

  it("say also when it is over", async () => {
    const { environment } = await synthesized("prod");
    const app = await synthesize({ ...environment, alarmEmail: "on-call@example.com" });
    for (const { name, properties } of app.all("AWS::CloudWatch::Alarm"))
      expect([name, properties.OKActions]).toEqual([name, properties.AlarmActions]);
  });

  it("ring when a sweep has not run at all for three of its turns", async () => {
    const app = await synthesized("prod");
    const turns = Object.fromEntries(
      app.all("AWS::Events::Rule").flatMap(({ stack, properties }) => {
        const seconds = { "rate(1 hour)": 3600, "rate(1 day)": 86_400, "rate(5 minutes)": 300 }[
          String(properties.ScheduleExpression)
        ];
        return seconds ? [[app.refersTo(stack, properties.Targets[0].Arn), seconds]] : [];
      }),
    );
    for (const { stack, properties } of watched(app, "Invocations"))
      expect(properties).toMatchObject({
        Statistic: "Sum",
        Period: turns[app.refersTo(stack, properties.Dimensions[0].Value)],
        Threshold: 1,
        ComparisonOperator: "LessThanThreshold",
        EvaluationPeriods: 3,
        TreatMissingData: "breaching",
      });
  });

  it("ring when one account asks for unusually much, in every function that limits it", async () => {
    const app = await synthesized("prod");
    const filters = app
      .all("AWS::Logs::MetricFilter")
      .filter(({ properties }) => properties.FilterPattern === '{ $.code = "accessLimits.*" }');
    const limited = contexts.flatMap(({ functions }) =>
      Object.values(functions).filter(({ routes = [] }) => routes.some((route) => isLimited(route))),
    );
    expect(filters).toHaveLength(limited.length);
    for (const { properties } of filters) {
      const [{ MetricName }] = properties.MetricTransformations;
      expect(watched(app, MetricName)).toHaveLength(1);
    }
  });

  it("ring when the calendar of working days ends soon, by the line that the sweep then logs", async () => {
    const app = await synthesized("prod");
    const filter = app
      .all("AWS::Logs::MetricFilter")
      .find(({ properties }) => properties.FilterPattern.includes(logs.calendarEnds.code));
    expect(filter?.properties.FilterPattern).toBe(`{ $.code = "${logs.calendarEnds.code}" }`);
    const [{ MetricName, MetricNamespace }] = filter?.properties.MetricTransformations ?? [];
    const [alarm] = watched(app, logs.calendarEnds.code);
    expect(alarm?.properties).toMatchObject({
      MetricName,
      Namespace: MetricNamespace,
      Threshold: 1,
      Statistic: "Sum",
      Period: 3600,
      ComparisonOperator: "GreaterThanOrEqualToThreshold",
    });
  });

  it("tell nobody unless the environment says whom", async () => {
    const silent = await synthesized("test");
    expect(silent.all("AWS::SNS::Topic")).toEqual([]);
    const app = await synthesize({ ...silent.environment, alarmEmail: "on-call@example.com" });
    const [topic] = app.all("AWS::SNS::Topic");
    const alarms = app.all("AWS::CloudWatch::Alarm");
    expect(alarms.length).toBeGreaterThan(50);
    for (const { stack, properties } of alarms)
      expect(properties.AlarmActions?.map((action: unknown) => app.refersTo(stack, action))).toEqual([
        topic?.name,
      ]);
    expect(app.all("AWS::SNS::Subscription")[0]?.properties.Endpoint).toBe("on-call@example.com");
    const publishers = app.all("AWS::SNS::TopicPolicy")[0]?.properties.PolicyDocument.Statement;
    expect(JSON.stringify(publishers)).toContain("cloudwatch.amazonaws.com");
  });
});
