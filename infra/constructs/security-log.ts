import { AccessLogFormat } from "aws-cdk-lib/aws-apigateway";
import { Effect, ManagedPolicy, PolicyStatement } from "aws-cdk-lib/aws-iam";
import { FilterPattern, type ILogGroup, LogGroup, MetricFilter } from "aws-cdk-lib/aws-logs";
import type { Construct } from "constructs";
import { platformOf, removalPolicy } from "#infra/platform.ts";
import { keyOf } from "./keys.ts";
import { metricNamespace, sum, watch } from "./watch.ts";

/**
 * Who called what from where, and what came of it: one line for each call, written by API Gateway, so that a function that
 * fails or is wrong leaves nothing out. Routes are patterns: which case it was stands in the accesses, by the request's id
 * in the function's log. No name, no path, no query, no token, no body.
 */
export const securityLogFormat = AccessLogFormat.custom(
  JSON.stringify({
    requestId: "$context.requestId",
    time: "$context.requestTime",
    account: "$context.authorizer.claims.sub",
    role: "$context.authorizer.claims.role",
    signIn: "$context.authorizer.claims.acr",
    address: "$context.identity.sourceIp",
    route: "$context.routeKey",
    status: "$context.status",
    bytes: "$context.responseLength",
    milliseconds: "$context.responseLatency",
    functionMilliseconds: "$context.integrationLatency",
    functionError: "$context.integrationErrorMessage",
    authorizerError: "$context.authorizer.error",
  }),
);

/** Refusals in five minutes that a day's work does not bring. */
const manyRefusals = 300;

/** Apart from all other logs; developers' roles get the policy that keeps them out. 网络安全法 Art. 21: six months and more. */
export function securityLog(scope: Construct): ILogGroup {
  const { environment } = platformOf(scope);
  const encryptionKey = keyOf(scope, "logs");
  const log = new LogGroup(scope, "SecurityLog", {
    retention: environment.logRetentionDays,
    ...(encryptionKey && { encryptionKey }),
    removalPolicy: removalPolicy(scope),
  });
  keepDevelopersOut(scope, "OutOfSecurityLog", log);
  const refused = new MetricFilter(scope, "RefusedCalls", {
    logGroup: log,
    filterPattern: FilterPattern.any(
      ...["401", "403", "404", "429"].map((status) => FilterPattern.stringValue("$.status", "=", status)),
    ),
    metricNamespace: metricNamespace(scope),
    metricName: "refusedCalls",
  });
  watch(scope, "ManyRefusals", {
    metric: refused.metric(sum),
    atLeast: manyRefusals,
    description: `The API refused ${manyRefusals} calls or more in five minutes.`,
    runbook: "security-log",
  });
  return log;
}

/** A policy for developers' roles: with it they neither read nor change the log. */
export function keepDevelopersOut(scope: Construct, id: string, log: ILogGroup): void {
  new ManagedPolicy(scope, id, {
    description: `Tongban ${platformOf(scope).environment.name}: for developers' roles; they neither read nor change the security log`,
    statements: [
      new PolicyStatement({
        effect: Effect.DENY,
        actions: [
          "logs:CreateExportTask",
          "logs:Delete*",
          "logs:FilterLogEvents",
          "logs:GetLogEvents",
          "logs:GetLogRecord",
          "logs:PutRetentionPolicy",
          "logs:PutSubscriptionFilter",
          "logs:StartLiveTail",
          "logs:StartQuery",
          "logs:Unmask",
        ],
        resources: [log.logGroupArn],
      }),
    ],
  });
}
