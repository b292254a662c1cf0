import { Duration } from "aws-cdk-lib";
import { FilterPattern, MetricFilter } from "aws-cdk-lib/aws-logs";
import type { Carriers } from "#shared/deliveries/carriers.ts";
import type { ContextQueue } from "#shared/kernel/context.ts";
import type { TongbanFunction } from "./tongban-function.ts";
import { metricNamespace, watch } from "./watch.ts";

/** Counts, carrier by carrier, what the worker sets aside, and rings when one of them comes to many within an hour. */
export function watchSetAside(
  fn: TongbanFunction,
  { line, many, rings }: NonNullable<ContextQueue["setAside"]>,
  carriers: Carriers,
): void {
  const found = new MetricFilter(fn, "SetAsideLines", {
    logGroup: fn.logGroup,
    filterPattern: FilterPattern.stringValue("$.code", "=", line),
    metricNamespace: metricNamespace(fn),
    metricName: line,
    metricValue: "$.parcels",
    dimensions: { carrier: "$.carrier" },
  });
  for (const { id } of carriers)
    watch(fn, `SetAsideMany-${id}`, {
      metric: found.metric({
        statistic: "Sum",
        period: Duration.hours(1),
        dimensionsMap: { carrier: id },
      }),
      atLeast: many,
      description: rings.text,
      runbook: rings.runbook,
    });
}
