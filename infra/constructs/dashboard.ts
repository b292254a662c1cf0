import { Aws, Duration, Fn, type Stack } from "aws-cdk-lib";
import type { IHttpApi } from "aws-cdk-lib/aws-apigatewayv2";
import {
  Alarm,
  AlarmStatusWidget,
  GraphWidget,
  type IMetric,
  type IWidget,
  MathExpression,
  Metric,
  TextWidget,
} from "aws-cdk-lib/aws-cloudwatch";
import { TongbanFunction } from "./tongban-function.ts";
import type { TongbanTable } from "./tongban-table.ts";
import { maximum, nameOfAlarm, sum } from "./watch.ts";

export type WatchedApi = { api: IHttpApi; canary: TongbanFunction };

export type WatchedContext = {
  /** Functions that answer the API, by name; all others work behind it. */
  answering: ReadonlySet<string>;
  table: TongbanTable | undefined;
  /** Metrics of the context's own work. */
  figures: IMetric[];
};

const whole = 24;
const width = 12;
/** CloudWatch's limit of one widget. */
const maxAlarms = 100;
const graph = (title: string, left: IMetric[], right: IMetric[] = []): IWidget[] =>
  left.length + right.length > 0 ? [new GraphWidget({ title, left, right, width })] : [];

const slowest = { statistic: "p95", period: Duration.minutes(5) };
const byDay = { statistic: "Sum", period: Duration.days(1) };

const partsOf = <Part>(stack: Stack, type: abstract new (...given: never[]) => Part): Part[] =>
  stack.node.findAll().filter((part) => part instanceof type) as Part[];

const alarmsHere = ["arn", Aws.PARTITION, "cloudwatch", Aws.REGION, Aws.ACCOUNT_ID, "alarm"];

/** A heading, and the state of all alarms of these stacks. */
export function headed(dashboard: Stack, title: string, stacks: readonly Stack[]): IWidget[] {
  const alarms = stacks
    .flatMap((stack) => partsOf(stack, Alarm))
    .map((alarm) => {
      const name = nameOfAlarm(alarm);
      return Alarm.fromAlarmArn(dashboard, name, Fn.join(":", [...alarmsHere, name]));
    });
  return [
    new TextWidget({ markdown: `# ${title}`, width: whole, height: 1 }),
    ...Array.from(
      { length: Math.ceil(alarms.length / maxAlarms) },
      (_, page) =>
        new AlarmStatusWidget({
          title: "Alarms",
          alarms: alarms.slice(page * maxAlarms, (page + 1) * maxAlarms),
          width: whole,
          height: 4,
        }),
    ),
  ];
}

/** Of a function by its name: a reference to it would be an export that it could not go without. */
const ofFunction =
  (metricName: string, props: { statistic: string; period: Duration }, label = "") =>
  ({ functionName, service }: TongbanFunction): Metric =>
    new Metric({
      namespace: "AWS/Lambda",
      metricName,
      dimensionsMap: { FunctionName: functionName },
      label: `${service}${label}`,
      ...props,
    });

/** Of all queues of a stack, as these stand in their names: CloudFormation makes the names, with the stack's first. */
const ofQueues = (stack: Stack, metricName: string, which: string): IMetric =>
  new MathExpression({
    expression: `SEARCH('{AWS/SQS,QueueName} MetricName="${metricName}" QueueName=${stack.stackName} ${which}', 'Maximum', ${maximum.period.toSeconds()})`,
    usingMetrics: {},
    label: "",
    period: maximum.period,
  });
const failures = ["DeadLetters", "Unpublished", "Unexported"];

/**
 * People's requests, then the work behind them, then the table and the context's own figures: from the stack as it stands, so
 * that nothing new is forgotten.
 */
export function contextWidgets(stack: Stack, { answering, table, figures }: WatchedContext): IWidget[] {
  const functions = partsOf(stack, TongbanFunction);
  const front = functions.filter(({ service }) => answering.has(service));
  const behind = functions.filter(({ service }) => !answering.has(service));
  const relays = behind.filter(({ followsStream }) => followsStream);
  return [
    ...graph("Requests", front.map(ofFunction("Invocations", sum))),
    ...graph("Slowest in twenty (ms)", front.map(ofFunction("Duration", slowest))),
    ...graph(
      "Errors and throttles",
      functions.map(ofFunction("Errors", sum)),
      functions.map(ofFunction("Throttles", sum, " throttled")),
    ),
    ...graph("Runs in a day of what works behind", behind.map(ofFunction("Invocations", byDay))),
    ...graph(
      "Oldest message (s), and how late the relay is (ms)",
      [
        ofQueues(
          stack,
          "ApproximateAgeOfOldestMessage",
          [...failures, "SetAside"].map((name) => `NOT QueueName=${name}`).join(" "),
        ),
      ],
      relays.map(ofFunction("IteratorAge", maximum)),
    ),
    ...graph("What waits for a person", [
      ofQueues(
        stack,
        "ApproximateNumberOfMessagesVisible",
        `(${failures.map((name) => `QueueName=${name}`).join(" OR ")})`,
      ),
    ]),
    ...(table ? graph("Units of the table", unitsOf(table)) : []),
    ...(table
      ? graph("Refusals of the table and its indexes", [
          ...table.throttles("Read"),
          ...table.throttles("Write"),
        ])
      : []),
    ...graph("Figures", figures),
  ];
}

const unitsOf = (table: TongbanTable): Metric[] => [
  table.metricConsumedReadCapacityUnits(sum).with({ label: "read" }),
  table.metricConsumedWriteCapacityUnits(sum).with({ label: "written" }),
];

export function apiWidgets({ api, canary }: WatchedApi): IWidget[] {
  const five = { period: Duration.minutes(5) };
  return [
    ...graph("Calls", [api.metricCount(sum)]),
    ...graph("Refused (4xx) and failed (5xx)", [api.metricClientError(sum), api.metricServerError(sum)]),
    ...graph(
      "How long calls take (ms)",
      ["p50", "p95", "p99"].map((statistic) => api.metricLatency({ ...five, statistic })),
    ),
    ...graph("The canary's walks, and those that failed", [
      ofFunction("Invocations", sum)(canary),
      ofFunction("Errors", sum, " failed")(canary),
    ]),
  ];
}
