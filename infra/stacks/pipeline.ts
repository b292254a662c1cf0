import { type App, Aws, CfnOutput, Duration, Fn, Validations } from "aws-cdk-lib";
import { CfnOIDCProvider, PolicyStatement, Role, WebIdentityPrincipal } from "aws-cdk-lib/aws-iam";
import type { IBucket } from "aws-cdk-lib/aws-s3";
import { acknowledgeObjects } from "#infra/constructs/buckets.ts";
import { firewallRegion, frontDoorOf } from "#infra/environments.ts";
import { type Platform, TongbanStack } from "#infra/platform.ts";

/** Where GitHub's runners have their identity from. */
const runners = "token.actions.githubusercontent.com";
/** What the CDK's bootstrap made for whoever deploys. */
const bootstrapRoles = ["deploy", "file-publishing", "lookup"];
/** What `npm run preflight` asks; none of it reads what people handed in, and none changes anything. */
const preflightActions = [
  "apigateway:GET",
  "cloudformation:ListStackResources",
  "lambda:GetAccountSettings",
  "sns:ListSubscriptionsByTopic",
  "ssm:GetParameter",
];

/**
 * The role that `.github/workflows/deploy.yml` takes, for this environment of this repository alone: no key lies anywhere. It may
 * do what the bootstrap's roles may, and publish pages. Deployed once by hand; an account has one provider for all.
 */
export class PipelineStack extends TongbanStack {
  constructor(app: App, platform: Platform, pages: IBucket) {
    super(app, platform, "Pipeline", "the role by which the pipeline deploys");
    const { environment } = platform;
    const { pipeline, name } = environment;
    if (!pipeline) throw new Error(`Environment ${name} names no pipeline.`);
    const audience = Fn.join(".", ["sts", Aws.URL_SUFFIX]);
    const provider = pipeline.providerIsThere
      ? Fn.join(":", ["arn", Aws.PARTITION, "iam", "", Aws.ACCOUNT_ID, `oidc-provider/${runners}`])
      : new CfnOIDCProvider(this, "Runners", { url: `https://${runners}`, clientIdList: [audience] }).attrArn;
    const role = new Role(this, "Deploy", {
      description: `Tongban ${name}: deployments from ${pipeline.repository}`,
      assumedBy: new WebIdentityPrincipal(provider, {
        StringEquals: {
          [`${runners}:aud`]: audience,
          // A branch or a fork has another subject: approval of the environment comes first.
          [`${runners}:sub`]: `repo:${pipeline.repository}:environment:${name}`,
        },
      }),
      maxSessionDuration: Duration.hours(2),
    });
    const regions = [Aws.REGION, ...(frontDoorOf(environment) ? [firewallRegion] : [])];
    role.addToPolicy(
      new PolicyStatement({
        actions: ["sts:AssumeRole"],
        resources: regions.flatMap((region) =>
          bootstrapRoles.map((kind) =>
            Fn.join(":", [
              ...["arn", Aws.PARTITION, "iam", "", Aws.ACCOUNT_ID],
              Fn.join("-", [`role/cdk-hnb659fds-${kind}-role`, Aws.ACCOUNT_ID, region]),
            ]),
          ),
        ),
      }),
    );
    role.addToPolicy(new PolicyStatement({ actions: ["s3:ListBucket"], resources: [pages.bucketArn] }));
    role.addToPolicy(
      new PolicyStatement({ actions: ["s3:PutObject"], resources: [pages.arnForObjects("*")] }),
    );
    role.addToPolicy(new PolicyStatement({ actions: preflightActions, resources: ["*"] }));
    Validations.of(role).acknowledge({
      id: "AwsSolutions-IAM5[Resource::*]",
      reason:
        "What the preflight asks is of the account, or of what only the deployment names; it changes nothing.",
    });
    acknowledgeObjects(role, pages, "*", "The pages' files, whose names follow from their content.");
    new CfnOutput(this, "DeployRoleArn", { value: role.roleArn });
  }
}
