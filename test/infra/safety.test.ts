import { beforeAll, describe, expect, it } from "vitest";
import { environmentNames } from "#infra/environments.ts";
import { has } from "#infra/partitions.ts";
import { contexts } from "#shared/contexts.ts";
import { functionsOf, type Resource, type Synthesized, synthesize, synthesized } from "./templates.ts";

const names = (resources: Resource[]) => resources.map(({ name }) => name);

describe.each(environmentNames())("environment %s", (name) => {
  let app: Synthesized;
  beforeAll(async () => {
    app = await synthesized(name);
  });

  it("encrypts every table, restores it to any second and pays by request within a ceiling", () => {
    const tables = app.all("AWS::DynamoDB::Table");
    // The calendar's and that of who looked at whose data beside one of each context.
    expect(tables).toHaveLength(contexts.length + 2);
    const { read, write } = app.environment.limits.tableUnits;
    for (const { properties } of tables) {
      expect(properties).toMatchObject({
        SSESpecification: { SSEEnabled: true },
        PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
        BillingMode: "PAY_PER_REQUEST",
        KeySchema: [
          { AttributeName: "pk", KeyType: "HASH" },
          { AttributeName: "sk", KeyType: "RANGE" },
        ],
      });
      for (const part of [properties, ...(properties.GlobalSecondaryIndexes ?? [])])
        expect(part.OnDemandThroughput).toEqual({ MaxReadRequestUnits: read, MaxWriteRequestUnits: write });
    }
  });

  it("encrypts every queue and bucket, closes buckets to the public and refuses plain HTTP to all", () => {
    const refusesPlainHttp = (policyType: string, key: string) =>
      app
        .all(policyType)
        .filter(({ properties }) =>
          properties.PolicyDocument.Statement.some(
            (s: { Effect: string; Condition?: unknown }) =>
              s.Effect === "Deny" && JSON.stringify(s.Condition).includes('"aws:SecureTransport":"false"'),
          ),
        )
        .flatMap(({ stack, properties }) =>
          [properties[key]].flat().map((target: unknown) => app.refersTo(stack, target)),
        );
    const queues = app.all("AWS::SQS::Queue");
    expect(queues.length).toBeGreaterThan(10);
    for (const { properties } of queues)
      expect(properties.SqsManagedSseEnabled === true || properties.KmsMasterKeyId !== undefined).toBe(true);
    expect(refusesPlainHttp("AWS::SQS::QueuePolicy", "Queues").sort()).toEqual(names(queues).sort());

    const buckets = app.all("AWS::S3::Bucket");
    for (const { properties } of buckets) {
      expect(properties.BucketEncryption).toBeDefined();
      expect(Object.values(properties.PublicAccessBlockConfiguration)).toEqual([true, true, true, true]);
    }
    expect(refusesPlainHttp("AWS::S3::BucketPolicy", "Bucket").sort()).toEqual(names(buckets).sort());
  });

  it("lets no role do more than its function needs", () => {
    for (const { service, statements } of functionsOf(app)) {
      expect(statements.length, service).toBeGreaterThan(0);
      for (const { actions, resources } of statements) {
        expect(actions.filter((action) => action.includes("*"))).toEqual([]);
        if (resources.includes("*"))
          expect(actions.sort()).toEqual(["xray:PutTelemetryRecords", "xray:PutTraceSegments"]);
      }
    }
    for (const { stack, properties } of app.all("AWS::IAM::Role")) {
      // But the machine's, which people repair through AWS's own Session Manager.
      if (stack === "Scanner") expect(properties.ManagedPolicyArns).toHaveLength(1);
      else expect(properties.ManagedPolicyArns).toBeUndefined();
      expect(properties.Policies).toBeUndefined();
    }
  });

  it("names no partition, and region and account only by tokens", () => {
    const found = (pattern: RegExp) => app.text.match(pattern) ?? [];
    expect(found(/arn:aws(-[a-z]+)?:.{0,60}/g)).toEqual([]);
    expect(found(/[^"]{0,60}amazonaws\.com(\.cn|\/)/g)).toEqual([]);
    expect(found(/[^"]{0,60}\b\d{12}\b/g)).toEqual([]);
    const regions = Object.values(app.templates).flatMap(
      (template) => JSON.stringify(template).match(/[^"]*\b(cn|us|eu|ap)-[a-z]+-\d\b/g) ?? [],
    );
    // The library's own name for the bucket of assets, where the environment fixes the region.
    expect(regions.filter((text) => !/^(s3:\/\/)?cdk-hnb659fds-assets-\$/.test(text))).toEqual([]);
    if (!app.environment.region) expect(regions).toEqual([]);
  });

  it("gives no function more variables than Lambda takes: 4 KB of names and values together", () => {
    const sizeOf = (environment: Record<string, unknown>): number =>
      Object.entries(environment)
        // What is named at deployment is an ARN or a URL then.
        .map(([name, value]) => name + (typeof value === "string" ? value : "x".repeat(130)))
        .reduce((sum, text) => sum + Buffer.byteLength(text), 0);
    const tooLarge = functionsOf(app).filter(({ environment }) => sizeOf(environment) > 4096);
    expect(tooLarge.map(({ service, environment }) => [service, sizeOf(environment)])).toEqual([]);
  });

  it("carries no secret's value, only its ARN", () => {
    expect(app.text.includes("{{resolve:")).toBe(false);
    const secrets = app.all("AWS::SecretsManager::Secret");
    expect(secrets).toHaveLength(7);
    for (const { properties } of secrets) expect(properties.SecretString).toBeUndefined();
    for (const { stack, environment } of functionsOf(app))
      for (const [variable, value] of Object.entries(environment))
        if (variable.endsWith("_SECRET"))
          expect(secrets.map(({ name }) => name)).toContain(app.refersTo(stack, value));
  });

  it("needs no custom resource: nothing runs at deployment but CloudFormation", () => {
    const types = Object.values(app.templates).flatMap((template) =>
      Object.values<{ Type: string }>(template.Resources).map(({ Type }) => Type),
    );
    expect(types.filter((type) => !type.startsWith("AWS::") || type.includes("CustomResource"))).toEqual([]);
  });

  it("keeps data when the environment is protected, and cleans up after itself when not", () => {
    const holdData = [
      "AWS::DynamoDB::Table",
      "AWS::S3::Bucket",
      "AWS::SecretsManager::Secret",
      "AWS::Logs::LogGroup",
    ].flatMap((type) => app.all(type));
    const kept = app.environment.protected;
    expect(new Set(holdData.map(({ deletionPolicy }) => deletionPolicy))).toEqual(
      new Set([kept ? "Retain" : "Delete"]),
    );
    for (const { properties } of app.all("AWS::DynamoDB::Table"))
      expect(properties.DeletionProtectionEnabled).toBe(kept);
    expect(new Set(app.terminationProtection)).toEqual(new Set([kept]));
  });

  it("logs and traces every function into a group of its own that forgets in time", () => {
    const groups = app.all("AWS::Logs::LogGroup");
    for (const { properties } of groups)
      expect(properties.RetentionInDays).toBe(app.environment.logRetentionDays);
    const functions = functionsOf(app);
    for (const { properties } of functions)
      expect(properties).toMatchObject({
        Runtime: "nodejs24.x",
        Architectures: ["arm64"],
        Handler: "handler.handler",
        ...(has(app.environment, "lambdaTracing") && { TracingConfig: { Mode: "Active" } }),
        LoggingConfig: { LogFormat: "JSON", SystemLogLevel: "WARN" },
      });
    const used = functions.map(({ stack, properties }) =>
      app.refersTo(stack, properties.LoggingConfig.LogGroup),
    );
    expect(new Set(used).size).toBe(functions.length);
    // The rest of the log groups: the security log, of all calls.
    expect(groups.length - used.length).toBe(1);
  });
});

describe("protection", () => {
  it("is on in production and nowhere else", async () => {
    for (const name of environmentNames())
      expect((await synthesized(name)).environment.protected, name).toBe(name === "prod");
  });

  it("deploys production to the China partition", async () => {
    const { environment, app } = await synthesized("prod");
    expect(environment.region).toBe("cn-north-1");
    expect(environment.account).toBeUndefined();
    expect(app.node.findAll().length).toBeGreaterThan(100);
  });
});

describe("an environment with a domain of its own", () => {
  it("answers there and no longer at the API's made-up address", async () => {
    const { environment } = await synthesized("dev");
    const app = await synthesize({
      ...environment,
      domain: { name: "api.example.com", certificateArn: "arn:x:acm:r:1:certificate/1" },
      limits: { ...environment.limits, reservedConcurrency: { "case-submission": 40 } },
    });
    expect(app.all("AWS::ApiGatewayV2::Api")[0]?.properties.DisableExecuteApiEndpoint).toBe(true);
    expect(app.all("AWS::ApiGatewayV2::ApiMapping")).toHaveLength(1);
    expect(app.templates.Api.Outputs.ApiUrl.Value).toBe("https://api.example.com");
    expect(
      functionsOf(app)
        .filter(({ properties }) => properties.ReservedConcurrentExecutions === 40)
        .map(({ service }) => service),
    ).toEqual(["case-submission"]);
  });

  it("removes what was uploaded and never confirmed, by the tag that only the sweep can put", async () => {
    const app = await synthesized("prod");
    const buckets = app.all("AWS::S3::Bucket");
    const rules = buckets.flatMap(({ properties }) => properties.LifecycleConfiguration?.Rules ?? []);
    expect(rules).toContainEqual(expect.objectContaining({ Prefix: "documents/", ExpirationInDays: 3650 }));
    expect(rules).toContainEqual(
      expect.objectContaining({
        ExpirationInDays: 1,
        Status: "Enabled",
        TagFilters: [{ Key: "status", Value: "abandoned" }],
      }),
    );
    const may = (right: string) =>
      functionsOf(app)
        .filter(({ statements }) => statements.some(({ actions }) => actions.includes(right)))
        .map(({ service }) => service);
    expect(may("s3:PutObjectTagging")).toEqual(["archive-packing", "abandoned-uploads"]);
    expect(may("s3:DeleteObject")).toEqual([]);
    const [list] = app
      .all("AWS::IAM::Policy")
      .filter(({ logicalId }) => logicalId.startsWith("AbandonedUploads"))
      .flatMap(({ properties }) => properties.PolicyDocument.Statement)
      .filter(({ Action }) => Action === "s3:ListBucket");
    expect(list.Condition).toEqual({ StringLike: { "s3:prefix": "documents/*" } });
  });
});
