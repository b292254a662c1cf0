import { Duration } from "aws-cdk-lib";
import { ComparisonOperator, TreatMissingData } from "aws-cdk-lib/aws-cloudwatch";
import { Rule, Schedule } from "aws-cdk-lib/aws-events";
import { LambdaFunction } from "aws-cdk-lib/aws-events-targets";
import { Construct } from "constructs";
import type { Platform } from "#infra/platform.ts";
import type { Sweep as Sweeping } from "#shared/kernel/context.ts";
import type { TongbanFunction } from "./tongban-function.ts";
import { watch } from "./watch.ts";

/** A sweep walks every record that is due. */
export const sweepTimeout = Duration.minutes(5);
/** So many runs may be missed before somebody is told. */
const missedRuns = 3;

/** Starts a function by the clock, and rings when it stands still. */
export class Sweep extends Construct {
  constructor(
    scope: Construct,
    id: string,
    { platform, fn, everyHours, purpose, stopped }: { platform: Platform; fn: TongbanFunction } & Sweeping,
  ) {
    super(scope, id);
    // No dead-letter queue: a run that failed is made good by the next one, which sees the same records.
    new Rule(this, "Schedule", {
      description: purpose,
      schedule: Schedule.rate(Duration.hours(everyHours)),
      targets: [new LambdaFunction(fn.lambda, { retryAttempts: 2 })],
    });
    watch(this, "Stopped", platform, {
      metric: fn.lambda.metricInvocations({ statistic: "Sum", period: Duration.hours(everyHours) }),
      atLeast: 1,
      comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD,
      evaluationPeriods: missedRuns,
      treatMissingData: TreatMissingData.BREACHING,
      description: stopped,
    });
  }
}
