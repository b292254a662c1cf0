import { Aws, Fn, Validations } from "aws-cdk-lib";
import { CfnIntegration, CfnRoute } from "aws-cdk-lib/aws-apigatewayv2";
import { CfnPermission } from "aws-cdk-lib/aws-lambda";
import { platformOf } from "#infra/platform.ts";
import { type Access, type RouteContract, routeKey } from "#shared/kernel/http/contract.ts";
import { frontDoorVariable } from "#shared/kernel/http/front-door.ts";
import { liveOf } from "./gradual.ts";
import type { TongbanFunction } from "./tongban-function.ts";

/** The HTTP API as the stacks of the contexts know it. */
export type ApiEntrance = {
  apiId: string;
  authorizerId: string;
  /** What shows that a call came through the front door; undefined where there is none. */
  frontDoorKey: string | undefined;
};

const withoutToken = {
  public: "Anybody may read this without signing in: service guides and statistics are public by law.",
  machine: "A machine calls this and has no account: the function checks the signature over the raw body.",
  fallback: "There is nothing behind it: every path that no contract names answers 404 to everybody.",
};

/**
 * Lets the API call a function for each of these contracts; with `fallback`, for paths that no contract names as well:
 * they are answered with a problem in the caller's language. Plain resources in the function's own stack: the library's
 * integrations are in the API's and would tie the two stacks into a knot.
 */
export function addRoutes(
  { apiId, authorizerId, frontDoorKey }: ApiEntrance,
  fn: TongbanFunction,
  contracts: readonly Pick<RouteContract, "method" | "path" | "access">[],
  fallback = false,
): void {
  fn.bindValue("RATE_LIMIT_PER_MINUTE", String(platformOf(fn).environment.limits.callsPerMinutePerCaller));
  if (frontDoorKey) fn.bindValue(frontDoorVariable, frontDoorKey);
  const { functionArn } = liveOf(fn);
  const integration = new CfnIntegration(fn, "Integration", {
    apiId,
    integrationType: "AWS_PROXY",
    integrationUri: functionArn,
    payloadFormatVersion: "2.0",
  });
  new CfnPermission(fn, "CalledByApi", {
    action: "lambda:InvokeFunction",
    functionName: functionArn,
    principal: "apigateway.amazonaws.com",
    sourceArn: Fn.join(":", ["arn", Aws.PARTITION, "execute-api", Aws.REGION, Aws.ACCOUNT_ID, `${apiId}/*`]),
  });
  const addRoute = (key: string, kind: Access["kind"] | "fallback"): void => {
    const route = new CfnRoute(fn, `Route ${key}`, {
      apiId,
      routeKey: key,
      target: `integrations/${integration.ref}`,
      ...(kind === "person" ? { authorizationType: "JWT", authorizerId } : { authorizationType: "NONE" }),
    });
    if (kind !== "person")
      Validations.of(route).acknowledge({ id: "AwsSolutions-APIG4", reason: withoutToken[kind] });
  };
  for (const contract of contracts) addRoute(routeKey(contract), contract.access.kind);
  if (fallback) addRoute("$default", "fallback");
}
