import { Duration } from "aws-cdk-lib";
import { FilterPattern, MetricFilter } from "aws-cdk-lib/aws-logs";
import type { TongbanFunction } from "./tongban-function.ts";
import { metricNamespace, watch } from "./watch.ts";

/** Rings when one account asks for unusually much of people's data, or reached what it may ask for. */
export function watchLimits(fn: TongbanFunction): void {
  const found = new MetricFilter(fn, "UnusualAccessLines", {
    logGroup: fn.logGroup,
    filterPattern: FilterPattern.stringValue("$.code", "=", "accessLimits.*"),
    metricNamespace: metricNamespace(fn),
    metricName: `accessLimits.${fn.node.id}`,
  });
  watch(fn, "UnusualAccess", {
    metric: found.metric({ statistic: "Sum", period: Duration.minutes(5) }),
    atLeast: 1,
    description: "One account asks for unusually much of people's data, or has reached its limit.",
    runbook: "unusual-access",
  });
}
