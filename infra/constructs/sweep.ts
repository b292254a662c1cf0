import { Duration } from "aws-cdk-lib";
import { ComparisonOperator, TreatMissingData } from "aws-cdk-lib/aws-cloudwatch";
import { Rule, Schedule } from "aws-cdk-lib/aws-events";
import { LambdaFunction } from "aws-cdk-lib/aws-events-targets";
import type { IFunction } from "aws-cdk-lib/aws-lambda";
import { FilterPattern, MetricFilter } from "aws-cdk-lib/aws-logs";
import { Construct } from "constructs";
import type { Ring, Sweep } from "#shared/kernel/context.ts";
import type { TongbanFunction } from "./tongban-function.ts";
import { metricNamespace, watch } from "./watch.ts";

/** A sweep walks every record that is due. */
export const sweepTimeout = Duration.minutes(5);
/** So many runs may be missed before somebody is told. */
const missedRuns = 3;

/** Rings when a function that the clock starts has missed its turns. */
export function watchTurns(
  scope: Construct,
  id: string,
  lambda: IFunction,
  every: Duration,
  { text, runbook }: Ring,
): void {
  watch(scope, id, {
    metric: lambda.metricInvocations({ statistic: "Sum", period: every }),
    atLeast: 1,
    comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD,
    evaluationPeriods: missedRuns,
    treatMissingData: TreatMissingData.BREACHING,
    description: text,
    runbook,
  });
}

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
  watchTurns(sweep, "Stopped", lambda, Duration.hours(everyHours), {
    text: stopped,
    runbook: "sweeps-that-stand-still",
  });
  for (const [code, { text, runbook }] of Object.entries(rings)) {
    const name = code.split(".").at(-1) ?? code;
    const found = new MetricFilter(sweep, `${name}Lines`, {
      logGroup,
      filterPattern: FilterPattern.stringValue("$.code", "=", code),
      metricNamespace: metricNamespace(scope),
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
