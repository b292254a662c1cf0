import { readdirSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { bundleProgram } from "#infra/bundle.ts";
import { parseEnvironment, readEnvironment } from "#infra/environments.ts";
import { synthesize, synthesized } from "./templates.ts";

describe("the scanning machine", () => {
  it("hears of every upload and may do nothing but look and tag", async () => {
    const app = await synthesized("prod");
    const buckets = app
      .all("AWS::S3::Bucket")
      .filter(({ properties }) => properties.NotificationConfiguration);
    expect(buckets).toHaveLength(1);
    const [told] = buckets[0]?.properties.NotificationConfiguration.QueueConfigurations ?? [];
    expect(told).toMatchObject({
      Event: "s3:ObjectCreated:*",
      Filter: { S3Key: { Rules: [{ Name: "prefix", Value: "documents/" }] } },
    });
    const queue = app.refersTo("Records", told.Queue);
    const policies = app
      .all("AWS::SQS::QueuePolicy")
      .filter(({ properties }) =>
        properties.Queues.some((of: unknown) => app.refersTo("Records", of) === queue),
      );
    expect(JSON.stringify(policies[0]?.properties.PolicyDocument)).toContain('"Service":"s3.amazonaws.com"');

    const [policy] = app.all("AWS::IAM::Policy").filter(({ stack }) => stack === "Scanner");
    const actions = policy?.properties.PolicyDocument.Statement.flatMap(
      ({ Action }: { Action: string }) => Action,
    );
    expect([...new Set(actions)].sort()).toEqual([
      "kms:Decrypt",
      "s3:GetObject",
      "s3:GetObjectTagging",
      "s3:GetObjectVersion",
      "s3:GetObjectVersionTagging",
      "s3:PutObjectTagging",
      "s3:PutObjectVersionTagging",
      "sqs:DeleteMessage",
      "sqs:ReceiveMessage",
    ]);
  });

  it("lets nobody in, and is one that is replaced", async () => {
    const app = await synthesized("prod");
    const [group] = app.all("AWS::EC2::SecurityGroup");
    expect(group?.properties.SecurityGroupIngress).toBeUndefined();
    expect(app.all("AWS::EC2::SecurityGroupIngress")).toEqual([]);
    const [{ properties: template } = { properties: {} }] = app.all("AWS::EC2::LaunchTemplate");
    expect(template.LaunchTemplateData).toMatchObject({
      InstanceType: "t4g.medium",
      MetadataOptions: { HttpTokens: "required" },
      BlockDeviceMappings: [{ Ebs: { Encrypted: true } }],
    });
    const [one] = app.all("AWS::AutoScaling::AutoScalingGroup");
    expect(one?.properties).toMatchObject({ MinSize: "1", MaxSize: "1", MaxInstanceLifetime: 14 * 86_400 });
  });

  it("runs a program that is whole, with the machine's own credentials", async () => {
    const { dir, metafile } = await bundleProgram("functions/documents/upload-scanner");
    expect(readdirSync(dir)).toContain("program.mjs");
    const inputs = Object.keys(metafile.inputs).join("\n");
    expect(inputs).toContain("credential-provider-imds");
    expect(inputs).not.toContain("no-credentials");
  });

  it("fetches signatures from elsewhere where the environment says so", async () => {
    const { name: _name, ...prod } = readEnvironment("prod");
    const signatureMirror = "https://mirror.example.com/clamav";
    const app = await synthesize(
      parseEnvironment("mirrored", {
        ...prod,
        scanning: { kind: "clamavMachine", instanceType: "m7i.large", signatureMirror },
      }),
    );
    const [machine] = app.all("AWS::EC2::LaunchTemplate");
    expect(JSON.stringify(machine?.properties.LaunchTemplateData.UserData)).toContain(
      `PrivateMirror ${signatureMirror}`,
    );
    expect(JSON.stringify(machine?.properties.LaunchTemplateData.ImageId)).not.toContain("arm64");
  });

  it("stands nowhere else", async () => {
    const app = await synthesized("test");
    expect(app.all("AWS::AutoScaling::AutoScalingGroup")).toEqual([]);
    expect(app.text).not.toContain("QueueConfigurations");
  });
});
