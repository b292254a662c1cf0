import { Duration, Stack } from "aws-cdk-lib";
import { ComparisonOperator, TreatMissingData } from "aws-cdk-lib/aws-cloudwatch";
import { Rule, Schedule } from "aws-cdk-lib/aws-events";
import { LambdaFunction } from "aws-cdk-lib/aws-events-targets";
import { FilterPattern, MetricFilter } from "aws-cdk-lib/aws-logs";
import { Construct } from "constructs";
import type { Sweep } from "#shared/kernel/context.ts";
import type { TongbanFunction } from "./tongban-function.ts";
import { watch } from "./watch.ts";

/** A sweep walks every record that is due. */
export const sweepTimeout = Duration.minutes(5);
/** So many runs may be missed before somebody is told. */
const missedRuns = 3;

/** Starts a function by the clock, and rings when it stands still. */
export function addSweep(
  scope: Construct,
  id: string,
  { lambda, logGroup }: TongbanFunction,
  { everyHours, purpose, stopped, rings = {} }: Sweep,
): void {
  const sweep = new Construct(scope, id);
  // No dead-letter queue: a run that failed is made good by the next one, which sees the same records.
  new Rule(sweep, "Schedule", {
    description: purpose,
    schedule: Schedule.rate(Duration.hours(everyHours)),
    targets: [new LambdaFunction(lambda, { retryAttempts: 2 })],
  });
  watch(sweep, "Stopped", {
    metric: lambda.metricInvocations({ statistic: "Sum", period: Duration.hours(everyHours) }),
    atLeast: 1,
    comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD,
    evaluationPeriods: missedRuns,
    treatMissingData: TreatMissingData.BREACHING,
    description: stopped,
    runbook: "sweeps-that-stand-still",
  });
  for (const [code, { text, runbook }] of Object.entries(rings)) {
    const name = code.split(".").at(-1) ?? code;
    const found = new MetricFilter(sweep, `${name}Lines`, {
      logGroup,
      filterPattern: FilterPattern.stringValue("$.code", "=", code),
      metricNamespace: `Tongban/${Stack.of(scope).stackName}`,
      metricName: code,
    });
    watch(sweep, `${name}Alarm`, {
      metric: found.metric({ statistic: "Sum", period: Duration.hours(everyHours) }),
      atLeast: 1,
      description: text,
      runbook,
    });
  }
}
