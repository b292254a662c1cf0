import type { Resource } from "../templates/stacks.ts";
import { expression, type Known } from "./expression.ts";
import { type MetricName, type Metrics, type Stretch, statisticOf } from "./metrics.ts";
import { isMetricsQuery, metricsQuery } from "./query.ts";

type MetricStat = {
  Metric: { Namespace: string; MetricName: string; Dimensions?: { Name: string; Value: string }[] };
  Period: number;
  Stat: string;
};
type Query = {
  Id: string;
  Expression?: string;
  MetricStat?: MetricStat;
  Period?: number;
  ReturnData?: boolean;
};

export type AlarmState = {
  stackName: string;
  logicalId: string;
  description: string;
  state: "OK" | "ALARM" | "INSUFFICIENT_DATA";
  /** What it looked at, the newest period first; undefined where there were no data. */
  values: (number | undefined)[];
};

const comparisons: Record<string, (value: number, threshold: number) => boolean> = {
  GreaterThanOrEqualToThreshold: (value, threshold) => value >= threshold,
  GreaterThanThreshold: (value, threshold) => value > threshold,
  LessThanThreshold: (value, threshold) => value < threshold,
  LessThanOrEqualToThreshold: (value, threshold) => value <= threshold,
};

const nameOf = ({ Namespace, MetricName: name, Dimensions = [] }: MetricStat["Metric"]): MetricName => ({
  namespace: Namespace,
  name,
  dimensions: Object.fromEntries(Dimensions.map(({ Name, Value }) => [Name, Value])),
});

/** The alarm's metric, or all that its expression is made of. */
function queriesOf({ properties: p }: Resource): Query[] {
  if (p.Metrics) return p.Metrics as Query[];
  return [
    {
      Id: "metric",
      MetricStat: {
        Metric: {
          Namespace: String(p.Namespace),
          MetricName: String(p.MetricName),
          Dimensions: (p.Dimensions ?? []) as { Name: string; Value: string }[],
        },
        Period: Number(p.Period),
        Stat: String(p.Statistic ?? p.ExtendedStatistic),
      },
    },
  ];
}

/** What an alarm looks at: a value for each period, the newest first, the newest one ending now. */
function reader(resource: Resource, metrics: Metrics): (back: number) => number | undefined {
  const queries = queriesOf(resource);
  const shown = queries.find(({ ReturnData = true }) => ReturnData);
  if (!shown) throw new Error(`${resource.logicalId} looks at nothing.`);
  const seconds = shown.Period ?? queries.find(({ MetricStat }) => MetricStat)?.MetricStat?.Period ?? 300;
  const read = shown.Expression === undefined ? undefined : reading(shown.Expression, metrics);
  return (back) => {
    const to = metrics.now() - back * seconds * 1000;
    const stretch = { from: to - seconds * 1000, to };
    const known = Object.fromEntries(
      queries.flatMap(({ Id, MetricStat: one }) =>
        one ? [[Id, statisticOf(one.Stat, metrics.values(nameOf(one.Metric), stretch))] as const] : [],
      ),
    );
    return read ? read(known, stretch) : known[shown.Id];
  };
}

/** An expression over the alarm's own metrics, or a query that finds its metrics itself. */
function reading(text: string, metrics: Metrics): (known: Known, stretch: Stretch) => number | undefined {
  if (!isMetricsQuery(text)) return expression(text);
  const { namespace, name, dimensions } = metricsQuery(text);
  return (_known, stretch) =>
    statisticOf(
      "Sum",
      metrics.having(namespace, name, dimensions).flatMap((metric) => metrics.values(metric, stretch)),
    );
}

/**
 * The states of the template's alarms, judged when asked for by what was counted up to then. Periods end now, where
 * CloudWatch's begin with the clock's.
 */
export function alarmStates(resources: readonly Resource[], metrics: Metrics): AlarmState[] {
  return resources.map((resource) => {
    const { stackName, logicalId, properties: p } = resource;
    const compare = comparisons[String(p.ComparisonOperator)];
    if (!compare) throw new Error(`${logicalId}: the local engine knows no ${p.ComparisonOperator}.`);
    const periods = Number(p.EvaluationPeriods);
    const read = reader(resource, metrics);
    const values = Array.from({ length: periods }, (_, back) => read(back));
    const missing = String(p.TreatMissingData ?? "missing");
    const verdicts = values.flatMap((value) => {
      if (value !== undefined) return [compare(value, Number(p.Threshold))];
      return missing === "breaching" ? [true] : missing === "notBreaching" ? [false] : [];
    });
    const needed = Number(p.DatapointsToAlarm ?? periods);
    const state =
      verdicts.length === 0
        ? "INSUFFICIENT_DATA"
        : verdicts.filter(Boolean).length >= needed
          ? "ALARM"
          : "OK";
    return { stackName, logicalId, description: String(p.AlarmDescription), state, values };
  });
}
