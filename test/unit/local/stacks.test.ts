import { describe, expect, it } from "vitest";
import type { Assembly, Template } from "#local/engine/templates/assembly.ts";
import { physicalName } from "#local/engine/templates/names.ts";
import { resolveStacks } from "#local/engine/templates/stacks.ts";

const places = {
  region: "cn-north-1",
  account: "000000000000",
  apiUrl: "http://127.0.0.1:1",
  queueUrl: (name: string) => `http://127.0.0.1:2/${name}`,
  secretValue: (id: string) => (id.includes("Key") ? '{"k":"v"}' : "plain"),
};
const assembly = (templates: Record<string, Template>): Assembly => ({
  stacks: Object.entries(templates).map(([stackName, template]) => ({
    stackName,
    region: undefined,
    template,
  })),
  directory: "",
  assets: new Map(),
});

describe("stacks", () => {
  it("name resources as CloudFormation does, and refer to each other across stacks", () => {
    const stacks = resolveStacks(
      assembly({
        Data: {
          Resources: { Cases: { Type: "AWS::DynamoDB::Table" } },
          Outputs: { Arn: { Value: { "Fn::GetAtt": ["Cases", "Arn"] }, Export: { Name: "cases-arn" } } },
        },
        App: {
          Resources: {
            Dead: { Type: "AWS::SQS::Queue", Properties: { FifoQueue: true } },
            Secret: { Type: "AWS::SecretsManager::Secret" },
            Live: {
              Type: "AWS::SQS::Queue",
              Properties: {
                QueueName: "live",
                RedrivePolicy: { deadLetterTargetArn: { "Fn::GetAtt": ["Dead", "Arn"] } },
                Table: { "Fn::ImportValue": "cases-arn" },
                Secret: {
                  "Fn::Join": ["", ["{{resolve:secretsmanager:", { Ref: "Secret" }, ":SecretString:::}}"]],
                },
              },
            },
            Charts: { Type: "AWS::CloudWatch::Dashboard" },
          },
        },
      }),
      places,
    );
    const [dead, live] = stacks.ofType("AWS::SQS::Queue");
    expect([dead?.name, dead?.arn, dead?.ref]).toEqual([
      "App-Dead.fifo",
      "arn:aws-cn:sqs:cn-north-1:000000000000:App-Dead.fifo",
      "http://127.0.0.1:2/App-Dead.fifo",
    ]);
    expect(live?.properties).toMatchObject({
      RedrivePolicy: { deadLetterTargetArn: dead?.arn },
      Table: "arn:aws-cn:dynamodb:cn-north-1:000000000000:table/Data-Cases",
    });
    expect(stacks.outputs).toMatchObject({
      "cases-arn": "arn:aws-cn:dynamodb:cn-north-1:000000000000:table/Data-Cases",
    });
    expect(stacks.physicalIds).toMatchObject({ Live: "http://127.0.0.1:2/live", "Data.Cases": "Data-Cases" });
    expect(stacks.physicalIds).not.toHaveProperty("Charts");
  });

  it("leave out what a condition rules out", () => {
    const stacks = resolveStacks(
      assembly({
        App: {
          Conditions: { Never: { "Fn::Equals": ["a", "b"] } },
          Resources: { Table: { Type: "AWS::DynamoDB::Table", Condition: "Never" } },
        },
      }),
      places,
    );
    expect(stacks.ofType("AWS::DynamoDB::Table")).toEqual([]);
  });

  it("stop at a type that the engine does not know, with its name", () => {
    const unknown = assembly({ App: { Resources: { Flow: { Type: "AWS::StepFunctions::StateMachine" } } } });
    expect(() => resolveStacks(unknown, places)).toThrow(
      "App: resource Flow is of type AWS::StepFunctions::StateMachine",
    );
  });

  it("keep names within their limits, the same at every start and different for different resources", () => {
    const long = (end: string) =>
      physicalName("AWS::Lambda::Function", "Tongban", `${"Function".repeat(10)}${end}`);
    expect(long("A")).toHaveLength(64);
    expect(long("A")).toBe(long("A"));
    expect(long("A")).not.toBe(long("B"));
    expect(physicalName("AWS::SQS::Queue", "S".repeat(50), "Q".repeat(50), true)).toMatch(/^.{75}\.fifo$/);
    expect(physicalName("AWS::S3::Bucket", "App", "Uploads")).toBe("app-uploads");
  });
});
