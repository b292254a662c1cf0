import { Duration, Stack } from "aws-cdk-lib";
import {
  Alarm,
  type AlarmProps,
  ComparisonOperator,
  type IMetric,
  TreatMissingData,
} from "aws-cdk-lib/aws-cloudwatch";
import { SnsAction } from "aws-cdk-lib/aws-cloudwatch-actions";
import type { Construct } from "constructs";
import { platformOf } from "#infra/platform.ts";

type Watch = {
  metric: IMetric;
  /** What has happened, as whoever is called out reads it. */
  description: string;
  /** What to do then: the anchor of a part of docs/operations.md. */
  runbook: string;
  /** Rings from this value on. */
  atLeast: number;
} & Partial<Pick<AlarmProps, "evaluationPeriods" | "comparisonOperator" | "treatMissingData">>;

/** Where the metrics are that are counted from a stack's log lines. */
export const metricNamespace = (scope: Construct): string => `Tongban/${Stack.of(scope).stackName}`;

/** A metric of five minutes. */
export const sum = { statistic: "Sum", period: Duration.minutes(5) };
export const maximum = { statistic: "Maximum", period: Duration.minutes(5) };

/** As its logical id without the hash: whoever is called out reads it, and a dashboard of another stack finds it by it. */
const nameAt = (scope: Construct, id: string): string => {
  const path = [...scope.node.path.split("/").slice(1), id].join("").replaceAll(/[^A-Za-z0-9]/g, "");
  return `${Stack.of(scope).stackName}-${path}`;
};

export const nameOfAlarm = ({ node }: Alarm): string => nameAt(node.scope as Construct, node.id);

/** An alarm that reaches the environment's alarm topic, when there is one. No data means no trouble. */
export function watch(scope: Construct, id: string, watched: Watch): Alarm {
  const { metric, description, runbook, atLeast, ...rest } = watched;
  const { alarmTopic } = platformOf(scope);
  const alarm = new Alarm(scope, id, {
    metric,
    alarmName: nameAt(scope, id),
    alarmDescription: `${description} What to do: docs/operations.md#${runbook}.`,
    threshold: atLeast,
    evaluationPeriods: 1,
    comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
    treatMissingData: TreatMissingData.NOT_BREACHING,
    ...rest,
  });
  if (!alarmTopic) return alarm;
  // Whoever was called out hears also that it is over.
  alarm.addAlarmAction(new SnsAction(alarmTopic));
  alarm.addOkAction(new SnsAction(alarmTopic));
  return alarm;
}
