import { MathExpression } from "aws-cdk-lib/aws-cloudwatch";
import type { Construct } from "constructs";
import { sum, watch } from "./watch.ts";

/** By which dimensions DynamoDB counts throttles: those of an index are in no metric of its table. */
const counted = { Table: "TableName", Index: "GlobalSecondaryIndexName, TableName" } as const;

/**
 * Rings when a table or an index refuses. A query and not a metric each: DynamoDB has such a metric only where something was
 * refused, so a query looks at none of them on most days, and alarms are paid for by what they look at.
 */
export function watchThrottles(scope: Construct): void {
  for (const [what, dimensions] of Object.entries(counted))
    for (const kind of ["Read", "Write"] as const)
      watch(scope, `${what}${kind}Throttled`, {
        metric: new MathExpression({
          expression: `SELECT SUM(${kind}ThrottleEvents) FROM SCHEMA("AWS/DynamoDB", ${dimensions})`,
          label: `${kind}ThrottleEvents`,
          period: sum.period,
        }),
        atLeast: 10,
        description: `${what === "Table" ? "A table refuses" : "An index of a table refuses"} ${kind.toLowerCase()}s: it is at its ceiling or one key is too busy.`,
        runbook: "tables-at-their-ceiling",
      });
}
