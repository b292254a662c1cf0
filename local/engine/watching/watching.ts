import type { DynamoDBRecord } from "aws-lambda";
import type { EngineClock } from "../clock.ts";
import type { Request } from "../iam/policy.ts";
import { ThrottledError } from "../lambda/function.ts";
import type { Queues } from "../sqs/queues.ts";
import type { Resource, Stacks } from "../templates/stacks.ts";
import type { EngineHooks, Invocation, LogLine } from "../types.ts";
import { type AlarmState, alarmStates } from "./alarms.ts";
import { logMetrics } from "./log-metrics.ts";
import { type Dimensions, Metrics } from "./metrics.ts";

export type TableUse = "Read" | "Write";

export type Watching = {
  /** With what they see counted. */
  hooks(given: EngineHooks): EngineHooks;
  /** Of a function's output. */
  line(line: LogLine): void;
  /** What DynamoDB says to requests of a table that is at its ceiling. */
  throttled(requests: readonly Request[]): string | undefined;
  /** Brings a table to its ceiling, or back under it. */
  throttle(table: string, use: TableUse, isAtCeiling: boolean): void;
  states(): AlarmState[];
};

const reads = /:(GetItem|BatchGetItem|Query|Scan|ConditionCheckItem)$/;
const groupOfDestination = (arn: string): string => /log-group:([^:]+)/.exec(arn)?.[1] ?? "";

/** Of the last record of a batch, whose time is known to the second. */
const ageOf = (event: unknown, clock: EngineClock): number | undefined => {
  const { Records = [] } = event as { Records?: DynamoDBRecord[] };
  const seconds = Records.at(-1)?.dynamodb?.ApproximateCreationDateTime;
  if (seconds === undefined) return undefined;
  return clock.now() - clock.at(Math.min(Date.now(), (seconds + 1) * 1000));
};

/** CloudWatch for one run: counts what the engine does, and judges the template's alarms by that. */
export function watching(stacks: Stacks, { server }: Pick<Queues, "server">, clock: EngineClock): Watching {
  const metrics = new Metrics(() => clock.now());
  const ceilings = new Set<string>();
  const count = (namespace: string, dimensions: Dimensions, name: string, value = 1): void =>
    metrics.record({ namespace, name, dimensions }, value);

  for (const { name } of stacks.ofType("AWS::SQS::Queue")) {
    const dimensions = { QueueName: name };
    const gauge = (metric: string, read: () => number | undefined) =>
      metrics.gauge({ namespace: "AWS/SQS", name: metric, dimensions }, read);
    gauge("ApproximateNumberOfMessagesVisible", () => server.inspectQueue(name)?.messages.ready.length);
    gauge("ApproximateAgeOfOldestMessage", () => {
      const { ready = [], delayed = [], inflight = [] } = server.inspectQueue(name)?.messages ?? {};
      const sent = [...ready, ...delayed, ...inflight.map(({ message }) => message)].map(
        ({ sentTimestamp }) => sentTimestamp,
      );
      return sent.length === 0 ? undefined : (clock.now() - Math.min(...sent)) / 1000;
    });
  }

  const groups = new Map(
    stacks
      .ofType("AWS::Lambda::Function")
      .map(({ name, properties }) => [
        name,
        String((properties.LoggingConfig as { LogGroup?: string } | undefined)?.LogGroup),
      ]),
  );
  const countLine = logMetrics(stacks.ofType("AWS::Logs::MetricFilter"), metrics);
  const [api] = stacks.ofType("AWS::ApiGatewayV2::Api");
  const ofApi = { ApiId: api?.ref ?? "" };
  const accessGroups = stacks
    .ofType("AWS::ApiGatewayV2::Stage")
    .map(({ properties: { AccessLogSettings } }: Resource) =>
      groupOfDestination(String((AccessLogSettings as { DestinationArn?: string })?.DestinationArn)),
    );

  const invoked = async (call: Invocation, run: () => Promise<unknown>): Promise<unknown> => {
    const tally = (name: string, value = 1): void => {
      count("AWS/Lambda", { FunctionName: call.functionName }, name, value);
      // Of all functions together.
      count("AWS/Lambda", {}, name, value);
    };
    const age = call.source === "stream" ? ageOf(call.event, clock) : undefined;
    if (age !== undefined) tally("IteratorAge", age);
    const since = performance.now();
    const ran = (errors: number): void => {
      tally("Invocations");
      tally("Errors", errors);
      tally("Duration", performance.now() - since);
    };
    try {
      const result = await run();
      ran(0);
      return result;
    } catch (error) {
      if (error instanceof ThrottledError) tally("Throttles");
      else ran(1);
      throw error;
    }
  };

  return {
    hooks: (given) => ({
      ...given,
      aroundInvoke: (call, run) =>
        invoked(call, () => (given.aroundInvoke ? given.aroundInvoke(call, run) : run())),
      onAnswer(answer) {
        given.onAnswer?.(answer);
        const { status, milliseconds } = answer;
        count("AWS/ApiGateway", ofApi, "Count");
        count("AWS/ApiGateway", ofApi, "4xx", Number(status >= 400 && status < 500));
        count("AWS/ApiGateway", ofApi, "5xx", Number(status >= 500));
        count("AWS/ApiGateway", ofApi, "Latency", milliseconds);
      },
      onAccess(line) {
        given.onAccess?.(line);
        for (const group of accessGroups) countLine(group, line);
      },
    }),
    line({ source, message }) {
      const group = groups.get(source);
      if (group !== undefined) countLine(group, message);
    },
    throttled(requests) {
      for (const { action, resource } of requests) {
        const use: TableUse = reads.test(action) ? "Read" : "Write";
        const [, table = "", index] = /:table\/([^/]+)(?:\/index\/(.+))?$/.exec(resource) ?? [];
        if (!ceilings.has(`${use} ${table}`)) continue;
        const of = { TableName: table, ...(index && { GlobalSecondaryIndexName: index }) };
        count("AWS/DynamoDB", of, `${use}ThrottleEvents`);
        return `Throughput exceeds the maximum OnDemandThroughput configured on table or index (${table}).`;
      }
      return undefined;
    },
    throttle(table, use, isAtCeiling) {
      if (isAtCeiling) ceilings.add(`${use} ${table}`);
      else ceilings.delete(`${use} ${table}`);
    },
    states: () => alarmStates(stacks.ofType("AWS::CloudWatch::Alarm"), metrics),
  };
}
