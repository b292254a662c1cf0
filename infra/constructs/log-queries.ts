import { CfnQueryDefinition } from "aws-cdk-lib/aws-logs";
import type { Construct } from "constructs";
import { pascalCase, platformOf } from "#infra/platform.ts";

const shown =
  "fields @timestamp, service, level, code, message, caseNumber, trace, function_request_id, cause, reason";

/** In the language of CloudWatch Logs Insights; what stands in capitals is put in by whoever asks. */
export const queries = {
  /** One case through every function, by its number. */
  oneCase: `${shown}
| filter @message like "CASE_NUMBER"
| sort @timestamp asc
| limit 1000`,
  /** One cause and all that followed from it, across queues: the middle of a \`traceparent\`, 32 hex digits. */
  oneTrace: `${shown}
| filter trace = "TRACE"
| sort @timestamp asc
| limit 1000`,
  /** One request of the API: its id stands in the security log as \`requestId\`. */
  oneCall: `${shown}, call, door
| filter call = "CALL"
| sort @timestamp asc`,
  failures: `filter level in ["WARN", "ERROR"] or @message like "Task timed out"
| stats count(*) as times, latest(@timestamp) as last by service, code
| sort times desc
| limit 50`,
} as const;

const names: Record<keyof typeof queries, string> = {
  oneCase: "One case",
  oneTrace: "One trace",
  oneCall: "One call",
  failures: "What failed",
};

/**
 * Saved queries, in a folder of the environment's name. Without log groups: a query takes 50 by name, and the environment has
 * more, so whoever asks chooses them by the beginning that they share.
 */
export function addQueries(scope: Construct): void {
  const { environment } = platformOf(scope);
  for (const [name, queryString] of Object.entries(queries) as [keyof typeof queries, string][])
    new CfnQueryDefinition(scope, `Query${pascalCase(names[name].replaceAll(" ", "-").toLowerCase())}`, {
      name: `Tongban/${environment.name}/${names[name]}`,
      queryString,
    });
}
