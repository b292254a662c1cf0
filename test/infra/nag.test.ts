import { Validations } from "aws-cdk-lib";
import { AwsSolutionsChecks } from "cdk-nag";
import { describe, expect, it } from "vitest";
import { environmentNames } from "#infra/environments.ts";
import { has } from "#infra/partitions.ts";
import { lifecycleOf } from "#local/engine/s3/lifecycle.ts";
import { synthesized } from "./templates.ts";

describe.each(environmentNames())("S3 on %s", (name) => {
  it("takes every bucket's lifecycle", async () => {
    const buckets = (await synthesized(name)).all("AWS::S3::Bucket");
    for (const { name: bucket, properties } of buckets)
      expect(() => lifecycleOf(bucket, properties.LifecycleConfiguration?.Rules ?? [])).not.toThrow();
    expect(buckets.length).toBeGreaterThan(2);
  });
});

describe.each(environmentNames())("cdk-nag's AwsSolutions on %s", (name) => {
  it("finds nothing that is not answered", async () => {
    const { app } = await synthesized(name);
    const { violations } = new AwsSolutionsChecks(app).validateScope(app);
    expect(
      violations.flatMap(({ ruleName, violatingResources }) =>
        violatingResources.map((resource) => `${ruleName} at ${resource.constructPath}`),
      ),
    ).toEqual([]);
  });

  it("gets a written reason for every rule set aside", async () => {
    const { app, environment } = await synthesized(name);
    const answers = app.node
      .findAll()
      .flatMap((construct) => construct.node.metadata)
      .filter(({ type }) => type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY)
      .flatMap(({ data }) => Object.entries(data as Record<string, string>));
    expect(answers.filter(([, reason]) => reason.trim().length < 20)).toEqual([]);
    const hasMachine = environment.scanning.kind === "clamavMachine";
    const rules = answers.map(([id]) =>
      id.replace(/^annotation::/i, "").replace(/\[Resource::.*\/\*\]$/, "[objects]"),
    );
    expect([...new Set(rules)].sort()).toEqual([
      "AwsSolutions-APIG4",
      ...(hasMachine ? ["AwsSolutions-AS3"] : []),
      "AwsSolutions-CFR1",
      "AwsSolutions-CFR2",
      "AwsSolutions-CFR3",
      "AwsSolutions-CFR4",
      ...(has(environment, "originAccessControl") ? [] : ["AwsSolutions-CFR7"]),
      ...(has(environment, "lambdaTracing") ? ["AwsSolutions-IAM5[Resource::*]"] : []),
      ...(hasMachine
        ? ["AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/AmazonSSMManagedInstanceCore]"]
        : []),
      "AwsSolutions-IAM5[objects]",
      "AwsSolutions-S1",
      "AwsSolutions-SMG4",
      "AwsSolutions-SQS3",
      ...(hasMachine ? ["AwsSolutions-VPC7", "CloudFormation-Validate::W3010"] : []),
    ]);
  });
});
