import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { handlers } from "./handlers.ts";

const getAtt = (logicalId: string, attribute: string) => ({ "Fn::GetAtt": [logicalId, attribute] });
const join_ = (...parts: unknown[]) => ({ "Fn::Join": ["", parts] });

const table = (keys: string[], stream = false) => ({
  Type: "AWS::DynamoDB::Table",
  Properties: {
    BillingMode: "PAY_PER_REQUEST",
    AttributeDefinitions: keys.map((AttributeName) => ({ AttributeName, AttributeType: "S" })),
    KeySchema: keys.map((AttributeName, index) => ({
      AttributeName,
      KeyType: index === 0 ? "HASH" : "RANGE",
    })),
    ...(stream && { StreamSpecification: { StreamViewType: "NEW_AND_OLD_IMAGES" } }),
  },
});

const fn = (name: keyof typeof handlers, variables: Record<string, unknown>, more: object = {}) => ({
  Type: "AWS::Lambda::Function",
  Properties: {
    Code: { S3Bucket: { "Fn::Sub": `assets-\${AWS::AccountId}-\${AWS::Region}` }, S3Key: `${name}.zip` },
    Handler: "index.handler",
    Runtime: "nodejs24.x",
    Timeout: 2,
    Role: getAtt(`${name}Role`, "Arn"),
    Environment: { Variables: variables },
    ...more,
  },
});

type Right = [actions: string | string[], resource: unknown];

const role = { Type: "AWS::IAM::Role", Properties: { AssumeRolePolicyDocument: {} } };
/** What a function's role may do. */
const policy = (name: keyof typeof handlers, ...rights: Right[]) => ({
  Type: "AWS::IAM::Policy",
  Properties: {
    PolicyName: name,
    Roles: [{ Ref: `${name}Role` }],
    PolicyDocument: {
      Version: "2012-10-17",
      Statement: rights.map(([Action, Resource]) => ({ Effect: "Allow", Action, Resource })),
    },
  },
});

const permission = (service: string, functionName: string, SourceArn: unknown) => ({
  Type: "AWS::Lambda::Permission",
  Properties: {
    Action: "lambda:InvokeFunction",
    FunctionName: getAtt(functionName, "Arn"),
    Principal: `${service}.amazonaws.com`,
    SourceArn,
  },
});

const things = {
  "Fn::Sub": `arn:\${AWS::Partition}:dynamodb:\${AWS::Region}:\${AWS::AccountId}:table/Data-Things`,
};

const route = (key: string, signedIn = false) => ({
  Type: "AWS::ApiGatewayV2::Route",
  Properties: {
    ApiId: { Ref: "Api" },
    RouteKey: key,
    Target: join_("integrations/", { Ref: "Integration" }),
    ...(signedIn
      ? { AuthorizationType: "JWT", AuthorizerId: { Ref: "Authorizer" } }
      : { AuthorizationType: "NONE" }),
  },
});

const data = {
  Resources: {
    Things: table(["pk", "sk"], true),
    Uploads: { Type: "AWS::S3::Bucket", Properties: {} },
    Papers: {
      Type: "AWS::S3::Bucket",
      Properties: {
        VersioningConfiguration: { Status: "Enabled" },
        LifecycleConfiguration: {
          Rules: [
            { Status: "Enabled", NoncurrentVersionExpiration: { NoncurrentDays: 30 } },
            { Status: "Enabled", ExpirationInDays: 1, TagFilters: [{ Key: "status", Value: "abandoned" }] },
            { Status: "Enabled", ExpirationInDays: 90, Prefix: "papers/" },
          ],
        },
      },
    },
    Key: {
      Type: "AWS::SecretsManager::Secret",
      Properties: { GenerateSecretString: { SecretStringTemplate: '{"a":1}', GenerateStringKey: "key" } },
    },
  },
  Outputs: {
    StreamArn: { Value: getAtt("Things", "StreamArn"), Export: { Name: "things-stream" } },
    Table: { Value: { Ref: "Things" }, Export: { Name: "things-table" } },
  },
};

const app = {
  Parameters: {
    BootstrapVersion: { Type: "AWS::SSM::Parameter::Value<String>", Default: "/cdk-bootstrap/version" },
  },
  Resources: {
    Seen: table(["pk"]),
    Bus: { Type: "AWS::Events::EventBus", Properties: { Name: "things" } },
    DeadLetters: { Type: "AWS::SQS::Queue", Properties: {} },
    Made: {
      Type: "AWS::SQS::Queue",
      Properties: {
        VisibilityTimeout: 1,
        RedrivePolicy: { deadLetterTargetArn: getAtt("DeadLetters", "Arn"), maxReceiveCount: 2 },
      },
    },
    Unpublished: { Type: "AWS::SQS::Queue", Properties: {} },
    ApiFunction: fn("api", {
      THINGS_TABLE: { "Fn::ImportValue": "things-table" },
      API_URL: getAtt("Api", "ApiEndpoint"),
    }),
    RelayFunction: fn("relay", { BUS: { Ref: "Bus" } }),
    ConsumerFunction: fn("consumer", { SEEN_TABLE: { Ref: "Seen" } }),
    TickFunction: fn("tick", { SEEN_TABLE: { Ref: "Seen" } }),
    apiRole: role,
    apiPolicy: policy("api", [["dynamodb:GetItem", "dynamodb:PutItem"], things]),
    relayRole: role,
    relayPolicy: policy(
      "relay",
      ["events:PutEvents", getAtt("Bus", "Arn")],
      [
        ["DescribeStream", "GetRecords", "GetShardIterator", "ListStreams"].map((name) => `dynamodb:${name}`),
        { "Fn::ImportValue": "things-stream" },
      ],
      ["sqs:SendMessage", getAtt("Unpublished", "Arn")],
    ),
    consumerRole: role,
    consumerPolicy: policy(
      "consumer",
      ["dynamodb:UpdateItem", getAtt("Seen", "Arn")],
      [["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"], getAtt("Made", "Arn")],
    ),
    tickRole: role,
    tickPolicy: policy("tick", ["dynamodb:UpdateItem", getAtt("Seen", "Arn")]),
    CalledByApi: permission("apigateway", "ApiFunction", {
      "Fn::Sub": `arn:\${AWS::Partition}:execute-api:\${AWS::Region}:\${AWS::AccountId}:\${Api}/*`,
    }),
    CalledBySchedule: permission("events", "TickFunction", getAtt("Daily", "Arn")),
    FromRule: {
      Type: "AWS::SQS::QueuePolicy",
      Properties: {
        Queues: [{ Ref: "Made" }],
        PolicyDocument: {
          Statement: {
            Effect: "Allow",
            Action: "sqs:SendMessage",
            Principal: { Service: "events.amazonaws.com" },
            Resource: getAtt("Made", "Arn"),
            Condition: { ArnEquals: { "aws:SourceArn": getAtt("Rule", "Arn") } },
          },
        },
      },
    },
    Relay: {
      Type: "AWS::Lambda::EventSourceMapping",
      Properties: {
        EventSourceArn: { "Fn::ImportValue": "things-stream" },
        FunctionName: { Ref: "RelayFunction" },
        BatchSize: 10,
        BisectBatchOnFunctionError: true,
        MaximumRetryAttempts: 2,
        FunctionResponseTypes: ["ReportBatchItemFailures"],
        StartingPosition: "TRIM_HORIZON",
        FilterCriteria: { Filters: [{ Pattern: JSON.stringify({ eventName: ["INSERT"] }) }] },
        DestinationConfig: { OnFailure: { Destination: getAtt("Unpublished", "Arn") } },
      },
    },
    Consumer: {
      Type: "AWS::Lambda::EventSourceMapping",
      Properties: {
        EventSourceArn: getAtt("Made", "Arn"),
        FunctionName: getAtt("ConsumerFunction", "Arn"),
        BatchSize: 10,
        FunctionResponseTypes: ["ReportBatchItemFailures"],
      },
    },
    Rule: {
      Type: "AWS::Events::Rule",
      Properties: {
        EventBusName: { Ref: "Bus" },
        EventPattern: { source: ["things"], "detail-type": [{ prefix: "thing." }] },
        Targets: [{ Id: "queue", Arn: getAtt("Made", "Arn") }],
      },
    },
    Daily: {
      Type: "AWS::Events::Rule",
      Properties: {
        ScheduleExpression: "cron(0 1 * * ? *)",
        Targets: [{ Id: "tick", Arn: getAtt("TickFunction", "Arn"), Input: '{"by":5}' }],
      },
    },
    Api: {
      Type: "AWS::ApiGatewayV2::Api",
      Properties: {
        Name: "little",
        ProtocolType: "HTTP",
        CorsConfiguration: { AllowOrigins: ["http://web.test"], AllowMethods: ["GET"] },
      },
    },
    Stage: {
      Type: "AWS::ApiGatewayV2::Stage",
      Properties: { ApiId: { Ref: "Api" }, StageName: "$default", AutoDeploy: true },
    },
    Integration: {
      Type: "AWS::ApiGatewayV2::Integration",
      Properties: {
        ApiId: { Ref: "Api" },
        IntegrationType: "AWS_PROXY",
        IntegrationUri: getAtt("ApiFunction", "Arn"),
        PayloadFormatVersion: "2.0",
      },
    },
    Authorizer: {
      Type: "AWS::ApiGatewayV2::Authorizer",
      Properties: {
        ApiId: { Ref: "Api" },
        AuthorizerType: "JWT",
        IdentitySource: ["$request.header.Authorization"],
        JwtConfiguration: { Audience: ["tongban-local"], Issuer: "http://127.0.0.1:8788" },
      },
    },
    PutThing: route("PUT /things/{id}", true),
    GetThing: route("GET /things/{id}"),
    Echo: route("GET /echo/{path+}"),
    Throw: route("GET /throw"),
    Slow: route("GET /slow"),
    Cookies: route("GET /cookies"),
  },
  Outputs: {
    ApiUrl: { Value: { "Fn::Sub": `https://\${Api}.execute-api.\${AWS::Region}.\${AWS::URLSuffix}/` } },
  },
};

export type LittleApp = { assemblyDir: string; dataDir: string; remove(): void };

/** A small app as the CDK would write it, in a directory of its own; `change` may alter the second stack. */
export function writeLittleApp(change: (template: typeof app) => void = () => undefined): LittleApp {
  const root = mkdtempSync(join(tmpdir(), "tongban-local-"));
  const assemblyDir = join(root, "assembly");
  const template = structuredClone(app);
  change(template);
  mkdirSync(assemblyDir);
  const write = (file: string, content: unknown) =>
    writeFileSync(join(assemblyDir, file), JSON.stringify(content));
  for (const [name, source] of Object.entries(handlers)) {
    mkdirSync(join(assemblyDir, `asset.${name}`));
    writeFileSync(join(assemblyDir, `asset.${name}`, "index.mjs"), source);
  }
  write("App.assets.json", {
    files: Object.fromEntries(
      Object.keys(handlers).map((name) => [
        name,
        {
          source: { path: `asset.${name}`, packaging: "zip" },
          destinations: { here: { objectKey: `${name}.zip` } },
        },
      ]),
    ),
  });
  write("Data.template.json", data);
  write("App.template.json", template);
  const stack = (templateFile: string, dependencies: string[]) => ({
    type: "aws:cloudformation:stack",
    environment: "aws://unknown-account/unknown-region",
    properties: { templateFile },
    dependencies,
  });
  write("manifest.json", {
    artifacts: {
      App: stack("App.template.json", ["App.assets", "Data"]),
      "App.assets": { type: "cdk:asset-manifest", properties: { file: "App.assets.json" } },
      Data: stack("Data.template.json", []),
    },
  });
  return {
    assemblyDir,
    dataDir: join(root, "data"),
    remove: () => rmSync(root, { recursive: true, force: true }),
  };
}
