import { beforeAll, describe, expect, it } from "vitest";
import { allEvents } from "#scripts/all-events.ts";
import { contexts } from "#shared/contexts.ts";
import { maxAttempts } from "#shared/kernel/messaging/dead-letter.ts";
import { logs } from "../../functions/deliveries/delivery-tracking/delivery-tracking.ts";
import { type DeployedFunction, functionsOf, type Synthesized, synthesized } from "./templates.ts";

const declared = contexts.flatMap(({ functions }) => Object.entries(functions));
/** What each function says that it follows. */
const follows = Object.fromEntries(
  declared.flatMap(([name, { follows: events }]) =>
    events ? [[name, Object.values(events).map(({ type }) => type)] as const] : [],
  ),
);
/** Queues that callbacks fill, and not the bus, by who works them off. */
const filledByCallbacks = ["delivery-tracking", "notice-outcomes", "rating-intake"];

/** Where consumers lay what is about nothing of ours. */
const setAsideOf = (app: Synthesized): string[] =>
  functionsOf(app).flatMap(({ stack, environment }) =>
    environment.SET_ASIDE_QUEUE_URL ? [app.refersTo(stack, environment.SET_ASIDE_QUEUE_URL)] : [],
  );

describe("messages on their way", () => {
  let app: Synthesized;
  let functions: DeployedFunction[];
  beforeAll(async () => {
    app = await synthesized("local");
    functions = functionsOf(app);
  });

  const byArn = (stack: string, value: unknown) =>
    functions.find(({ name }) => name === app.refersTo(stack, value));
  const sources = () => app.all("AWS::Lambda::EventSourceMapping");
  const queueNamed = (name: string) => app.all("AWS::SQS::Queue").find((queue) => queue.name === name);

  it("gives every queue a dead-letter queue, unless it is one, takes what a stream gave up, or what people park", () => {
    const ends = [
      app.refersTo("Messaging", app.templates.Messaging.Outputs.ParkingQueueUrl.Value),
      ...setAsideOf(app),
      ...app
        .all("AWS::SQS::Queue")
        .map(({ stack, properties }) => app.refersTo(stack, properties.RedrivePolicy?.deadLetterTargetArn)),
      ...sources().map(({ stack, properties }) =>
        app.refersTo(stack, properties.DestinationConfig?.OnFailure.Destination),
      ),
    ];
    for (const { name, properties } of app.all("AWS::SQS::Queue")) {
      expect(ends.includes(name), name).toBe(properties.RedrivePolicy === undefined);
      if (properties.RedrivePolicy) expect(properties.RedrivePolicy.maxReceiveCount).toBe(maxAttempts);
      else expect(properties.MessageRetentionPeriod).toBe(14 * 24 * 3600);
    }
  });

  it("rings for each dead letter, and for what is set aside only when one carrier or provider tells of much of it", () => {
    const alarms = app.all("AWS::CloudWatch::Alarm").map(({ properties }) => properties);
    expect(setAsideOf(app)).toHaveLength(2);
    const ofQueues = alarms.flatMap(({ Dimensions = [] }) =>
      Dimensions.map(({ Value }: { Value: unknown }) => JSON.stringify(Value)),
    );
    expect(ofQueues.filter((value) => value.includes("SetAside"))).toEqual([]);
    const counted = alarms.filter(({ MetricName }) => MetricName === logs.notOurs.code);
    expect(counted.map(({ Dimensions }) => Dimensions)).toEqual(
      app.environment.carriers.map(({ id }) => [{ Name: "carrier", Value: id }]),
    );
    const ofProviders = alarms.filter(({ MetricName }) => MetricName === "noticeOutcomes.notOurs");
    expect(ofProviders.length).toBeGreaterThan(0);
    for (const alarm of [...counted, ...ofProviders])
      expect(alarm).toMatchObject({ Threshold: 20, Period: 3600 });
  });

  it("gives no two queues the same dead-letter queue: a redrive has to know the way back", () => {
    const ends = app
      .all("AWS::SQS::Queue")
      .flatMap(({ stack, properties }) =>
        properties.RedrivePolicy ? [app.refersTo(stack, properties.RedrivePolicy.deadLetterTargetArn)] : [],
      );
    expect(ends).toHaveLength(Object.keys(follows).length + filledByCallbacks.length);
    expect(new Set(ends).size).toBe(ends.length);
  });

  it("works queues off with partial failures, hidden six times as long as the function may run", () => {
    const mappings = sources().filter(({ properties }) => !properties.StartingPosition);
    const worked = mappings.map(({ stack, properties }) => {
      const fn = byArn(stack, properties.FunctionName);
      const queue = queueNamed(app.refersTo(stack, properties.EventSourceArn));
      expect(properties.FunctionResponseTypes).toEqual(["ReportBatchItemFailures"]);
      expect(properties.ScalingConfig).toEqual({
        MaximumConcurrency: app.environment.limits.consumerConcurrency,
      });
      expect(queue?.properties.VisibilityTimeout).toBeGreaterThanOrEqual(6 * (fn?.timeout ?? Number.NaN));
      const parkedAt = Object.entries(fn?.environment ?? {})
        .filter(([variable]) => variable.endsWith("DEAD_LETTER_QUEUE_URL"))
        .map(([, url]) => app.refersTo(stack, url));
      expect(parkedAt).toContain(app.refersTo(stack, queue?.properties.RedrivePolicy.deadLetterTargetArn));
      return fn?.service;
    });
    expect(worked.toSorted()).toEqual([...Object.keys(follows), ...filledByCallbacks].toSorted());
  });

  it("relays every stream: HEADs and what carries a term, in order, within the stream's memory, with a place for what fails", () => {
    const mappings = sources().filter(({ properties }) => properties.StartingPosition);
    const terms: Record<string, string[]> = {
      Cases: ["APPLICATION#001"],
      Examinations: ["TERM", "PERSON"],
    };
    const relayed = mappings.map(({ stack, properties }) => {
      expect(properties).toMatchObject({
        StartingPosition: "TRIM_HORIZON",
        BatchSize: 100,
        ParallelizationFactor: 1,
        BisectBatchOnFunctionError: true,
        FunctionResponseTypes: ["ReportBatchItemFailures"],
        MaximumRetryAttempts: 100,
      });
      expect(properties.MaximumRecordAgeInSeconds).toBeLessThan(24 * 3600);
      expect(
        properties.FilterCriteria.Filters.map((f: { Pattern: string }) => JSON.parse(f.Pattern)),
      ).toEqual([
        { eventName: ["INSERT", "MODIFY"], dynamodb: { Keys: { sk: { S: [{ prefix: "HEAD" }] } } } },
        ...(terms[stack] ? [{ eventName: ["REMOVE"], dynamodb: { Keys: { sk: { S: terms[stack] } } } }] : []),
      ]);
      expect(
        queueNamed(app.refersTo(stack, properties.DestinationConfig.OnFailure.Destination)),
      ).toBeDefined();
      const fn = byArn(stack, properties.FunctionName);
      expect(app.refersTo(stack, properties.EventSourceArn)).toBe(
        app.refersTo(stack, fn?.environment.OWN_TABLE),
      );
      return app.refersTo(stack, properties.EventSourceArn);
    });
    const streaming = app
      .all("AWS::DynamoDB::Table")
      .filter(({ properties }) => properties.StreamSpecification);
    expect(relayed.sort()).toEqual(streaming.map(({ name }) => name).sort());
    for (const { properties } of streaming)
      expect(properties.StreamSpecification.StreamViewType).toBe("NEW_AND_OLD_IMAGES");
  });

  it("lets each follower hear exactly its events, and never lose one on the way", () => {
    const rules = app.all("AWS::Events::Rule").filter(({ properties }) => properties.EventPattern);
    const heard = rules.map(({ stack, properties }) => {
      const { source, "detail-type": types } = properties.EventPattern;
      expect([...source].sort()).toEqual(
        [...new Set(types.map((type: string) => allEvents.get(type)?.source))].sort(),
      );
      expect(app.refersTo(stack, properties.EventBusName)).toBe(app.all("AWS::Events::EventBus")[0]?.name);
      expect(properties.Targets).toHaveLength(1);
      const [target] = properties.Targets;
      expect(queueNamed(app.refersTo(stack, target.DeadLetterConfig.Arn))).toBeDefined();
      const mapping = sources().find(
        (m) => app.refersTo(m.stack, m.properties.EventSourceArn) === app.refersTo(stack, target.Arn),
      );
      return [byArn(stack, mapping?.properties.FunctionName)?.service, [...types].sort()];
    });
    const byFollower = Map.groupBy(heard, ([service]) => service);
    // A rule for each condition: together they are what the function follows, and no event is in two of them.
    expect(
      Object.fromEntries(
        [...byFollower].map(([name, rules]) => [name, rules.flatMap(([, types]) => types).sort()]),
      ),
    ).toEqual(Object.fromEntries(Object.entries(follows).map(([name, types]) => [name, types.toSorted()])));
  });

  it("sweeps as often as the contexts say", () => {
    const schedules = app
      .all("AWS::Events::Rule")
      .filter((rule) => rule.properties.ScheduleExpression)
      .map(({ stack, properties }) => [
        byArn(stack, properties.Targets[0].Arn)?.service,
        properties.ScheduleExpression,
      ]);
    const rate = { 1: "rate(1 hour)", 24: "rate(1 day)" } as Record<number, string>;
    const sweeps = declared.flatMap(([name, { sweep }]) => (sweep ? [[name, rate[sweep.everyHours]]] : []));
    // The canary belongs to no context.
    expect(schedules.sort()).toEqual([...sweeps, ["canary", "rate(1 hour)"]].sort());
    expect(sweeps).toContainEqual(["case-deadlines", "rate(1 hour)"]);
  });
});
