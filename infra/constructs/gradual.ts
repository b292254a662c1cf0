import { Duration, Stack, Validations } from "aws-cdk-lib";
import { LambdaApplication, LambdaDeploymentConfig, LambdaDeploymentGroup } from "aws-cdk-lib/aws-codedeploy";
import { ManagedPolicy, Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { Alias, type IFunction } from "aws-cdk-lib/aws-lambda";
import { platformOf } from "#infra/platform.ts";
import type { TongbanFunction } from "./tongban-function.ts";
import { watch } from "./watch.ts";

const policy = "service-role/AWSCodeDeployRoleForLambdaLimited";

/** One application and one role for all functions of a stack. */
function applicationOf(stack: Stack): { application: LambdaApplication; role: Role } {
  const known = stack.node.tryFindChild("Releases") as LambdaApplication | undefined;
  if (known) return { application: known, role: stack.node.findChild("ReleaseRole") as Role };
  const role = new Role(stack, "ReleaseRole", {
    assumedBy: new ServicePrincipal("codedeploy.amazonaws.com"),
    managedPolicies: [ManagedPolicy.fromAwsManagedPolicyName(policy)],
  });
  Validations.of(role).acknowledge({
    id: `AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/${policy}]`,
    reason: "CodeDeploy's own policy for moving calls between versions: only that service takes the role.",
  });
  return { application: new LambdaApplication(stack, "Releases"), role };
}

/**
 * What the API and queues call: the function, or, where the environment says so, an alias of it. A tenth of the calls then
 * reaches a new version first, and all of them after five minutes; when it fails in between, all go to the version before. Not
 * for what follows a stream or the clock: a relay's records come in their order from one hand, and a sweep runs once in an hour.
 */
export function liveOf(fn: TongbanFunction): IFunction {
  if (!platformOf(fn).environment.gradualRelease) return fn.lambda;
  const known = fn.node.tryFindChild("Live") as Alias | undefined;
  if (known) return known;
  const alias = new Alias(fn, "Live", { aliasName: "live", version: fn.lambda.currentVersion });
  const fails = watch(fn, "ReleaseFails", {
    metric: alias.metricErrors({ statistic: "Sum", period: Duration.minutes(1) }),
    atLeast: 3,
    description: `Function ${fn.service} fails as the API or its queue calls it; while a release is under way that is taken back.`,
    runbook: "a-release-that-is-taken-back",
  });
  new LambdaDeploymentGroup(fn, "Release", {
    ...applicationOf(Stack.of(fn)),
    alias,
    deploymentConfig: LambdaDeploymentConfig.CANARY_10PERCENT_5MINUTES,
    alarms: [fails],
    autoRollback: { failedDeployment: true, stoppedDeployment: true, deploymentInAlarm: true },
  });
  return alias;
}
