import { Duration, type Stack } from "aws-cdk-lib";
import {
  Alarm,
  AlarmStatusWidget,
  Dashboard,
  GraphWidget,
  type IMetric,
  type IWidget,
  LogQueryWidget,
  type Metric,
} from "aws-cdk-lib/aws-cloudwatch";
import { queries } from "./log-queries.ts";
import { TongbanFunction } from "./tongban-function.ts";
import { FailureQueue, TongbanQueue } from "./tongban-queue.ts";
import type { TongbanTable } from "./tongban-table.ts";
import { maximum, sum } from "./watch.ts";

type Shown = {
  title: string;
  /** Functions that answer the API, by name; all others work behind it. */
  answering: ReadonlySet<string>;
  table?: TongbanTable | undefined;
  /** Metrics of the context's own work. */
  figures?: IMetric[];
};

const width = 12;
const graph = (title: string, left: IMetric[], right: IMetric[] = []): IWidget[] =>
  left.length + right.length > 0 ? [new GraphWidget({ title, left, right, width })] : [];

const slowest = { statistic: "p95", period: Duration.minutes(5) };
const byDay = { statistic: "Sum", period: Duration.days(1) };

/**
 * One page for whoever is called out: what rings, then people's requests, then the work behind them, then the table, then
 * the context's own figures and what failed. From the stack as it stands, so that nothing new is forgotten.
 */
export function addDashboard(stack: Stack, { title, answering, table, figures = [] }: Shown): void {
  const parts = stack.node.findAll();
  const of = <Part>(type: abstract new (...given: never[]) => Part): Part[] =>
    parts.filter((part) => part instanceof type) as Part[];
  const functions = of(TongbanFunction);
  const [front, behind] = [true, false].map((answers) =>
    functions.filter(({ service }) => answering.has(service) === answers),
  ) as [TongbanFunction[], TongbanFunction[]];
  const queues = of(TongbanQueue);
  const failures = of(FailureQueue);
  const each = <Part>(these: Part[], metric: (part: Part) => Metric, label: (part: Part) => string) =>
    these.map((part) => metric(part).with({ label: label(part) }));
  const named = ({ service }: TongbanFunction) => service;
  const ofQueue = ({ node }: FailureQueue) => `${node.scope?.node.id ?? ""} ${node.id}`.trim();

  const dashboard = new Dashboard(stack, "Dashboard", {
    dashboardName: stack.stackName,
    defaultInterval: Duration.hours(12),
  });
  dashboard.addWidgets(
    new AlarmStatusWidget({ title: `${title}: alarms`, alarms: of(Alarm), width: 24, height: 4 }),
    ...graph(
      "Requests",
      each(front, ({ lambda }) => lambda.metricInvocations(sum), named),
    ),
    ...graph(
      "Slowest in twenty (ms)",
      each(front, ({ lambda }) => lambda.metricDuration(slowest), named),
    ),
    ...graph(
      "Errors and throttles",
      each(functions, ({ lambda }) => lambda.metricErrors(sum), named),
      each(
        functions,
        ({ lambda }) => lambda.metricThrottles(sum),
        (fn) => `${named(fn)} throttled`,
      ),
    ),
    ...graph(
      "Runs in a day of what works behind",
      each(behind, ({ lambda }) => lambda.metricInvocations(byDay), named),
    ),
    ...graph(
      "Oldest message (s), and how late the relay is (ms)",
      each(
        queues,
        ({ queue }) => queue.metricApproximateAgeOfOldestMessage(maximum),
        ({ node }) => node.id,
      ),
      each(
        behind.filter(({ followsStream }) => followsStream),
        ({ lambda }) => lambda.metric("IteratorAge", maximum),
        named,
      ),
    ),
    ...graph(
      "What waits for a person",
      each(failures, (queue) => queue.metricApproximateNumberOfMessagesVisible(maximum), ofQueue),
    ),
    ...(table ? graph("Units of the table", unitsOf(table)) : []),
    ...(table
      ? graph("Refusals of the table and its indexes", [
          ...table.throttles("Read"),
          ...table.throttles("Write"),
        ])
      : []),
    ...graph("Figures", figures),
    ...(functions.length > 0
      ? [
          new LogQueryWidget({
            title: "What failed, by its code",
            logGroupNames: functions.map(({ logGroup }) => logGroup.logGroupName),
            queryString: queries.failures,
            width: 24,
          }),
        ]
      : []),
  );
}

const unitsOf = (table: TongbanTable): Metric[] => [
  table.metricConsumedReadCapacityUnits(sum).with({ label: "read" }),
  table.metricConsumedWriteCapacityUnits(sum).with({ label: "written" }),
];
