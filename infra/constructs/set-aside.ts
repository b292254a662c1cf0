import { Duration } from "aws-cdk-lib";
import { FilterPattern, MetricFilter } from "aws-cdk-lib/aws-logs";
import type { Environment } from "#infra/environments.ts";
import type { ContextQueue } from "#shared/kernel/context.ts";
import { receiptsOf } from "#shared/notices/channels/receipts-of.ts";
import type { TongbanFunction } from "./tongban-function.ts";
import { metricNamespace, watch } from "./watch.ts";

type SetAside = NonNullable<ContextQueue["setAside"]>;

const tellers: Record<SetAside["from"], (environment: Environment) => { id: string }[]> = {
  carrier: ({ carriers }) => carriers,
  provider: ({ noticeProviders }) => noticeProviders.filter(({ kind }) => receiptsOf[kind]),
};

/** Counts, by who told it, what the worker sets aside, and rings when one of them comes to many within an hour. */
export function watchSetAside(
  fn: TongbanFunction,
  { line, from, counts, many, rings }: SetAside,
  environment: Environment,
): void {
  const found = new MetricFilter(fn, "SetAsideLines", {
    logGroup: fn.logGroup,
    filterPattern: FilterPattern.stringValue("$.code", "=", line),
    metricNamespace: metricNamespace(fn),
    metricName: line,
    metricValue: `$.${counts}`,
    dimensions: { [from]: `$.${from}` },
  });
  for (const { id } of tellers[from](environment))
    watch(fn, `SetAsideMany-${id}`, {
      metric: found.metric({
        statistic: "Sum",
        period: Duration.hours(1),
        dimensionsMap: { [from]: id },
      }),
      atLeast: many,
      description: rings.text,
      runbook: rings.runbook,
    });
}
