import { Duration, Stack, Validations } from "aws-cdk-lib";
import type { IEventBus } from "aws-cdk-lib/aws-events";
import { type Conditions, PolicyStatement, Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import type { IKey } from "aws-cdk-lib/aws-kms";
import {
  Architecture,
  Code,
  Function as Lambda,
  LoggingFormat,
  Runtime,
  SystemLogLevel,
  Tracing,
} from "aws-cdk-lib/aws-lambda";
import { LogGroup } from "aws-cdk-lib/aws-logs";
import type { IBucket } from "aws-cdk-lib/aws-s3";
import type { ISecret } from "aws-cdk-lib/aws-secretsmanager";
import type { IQueue } from "aws-cdk-lib/aws-sqs";
import { Construct } from "constructs";
import { tagsVerdicts } from "#infra/environments.ts";
import { has } from "#infra/partitions.ts";
import { pascalCase, platformOf, removalPolicy } from "#infra/platform.ts";
import type { Ring } from "#shared/kernel/context.ts";
import { isWrite, type ObjectUse, type TableUse } from "#shared/kernel/needs.ts";
import { acknowledgeObjects } from "./buckets.ts";
import { keyActions, keyOf } from "./keys.ts";
import type { TongbanTable } from "./tongban-table.ts";
import { sum, watch } from "./watch.ts";

type TongbanFunctionProps = {
  /** Its folder's name, below its context's in functions/. */
  name: string;
  /** Its name in logs, metrics and traces, where one folder is deployed more than once. */
  serviceName?: string;
  timeout?: Duration;
  /** MB; the share of processor grows with it. */
  memorySize?: number | undefined;
  /** What its errors mean, where they say more than that it failed. */
  failing?: Ring;
};

const maxNameLength = 64;

/** API Gateway's callers wait no longer than this anyway. */
export const httpTimeout = Duration.seconds(10);
export const consumerTimeout = Duration.seconds(30);

// No Scan and no DeleteItem: nothing here reads a whole table, and what may go away goes by `expiresAt`.
const tableActions: Record<Exclude<TableUse, `query:${string}`>, string> = {
  get: "dynamodb:GetItem",
  getMany: "dynamodb:BatchGetItem",
  query: "dynamodb:Query",
  put: "dynamodb:PutItem",
  putMany: "dynamodb:BatchWriteItem",
  update: "dynamodb:UpdateItem",
};
/** The index that is queried. */
const indexIn = (use: TableUse): string | undefined => /^query:(.+)$/.exec(use)?.[1];
const isOfTable = (use: TableUse): use is keyof typeof tableActions => use in tableActions;

// No DeleteObject: what may go away goes by the bucket's rules.
const objectActions: Record<Exclude<ObjectUse, "list" | "notice">, string> = {
  get: "s3:GetObject",
  put: "s3:PutObject",
  abort: "s3:AbortMultipartUpload",
  readTags: "s3:GetObjectTagging",
  tag: "s3:PutObjectTagging",
  verdict: "s3:GetObjectTagging",
};
const isOfObjects = (use: ObjectUse): use is keyof typeof objectActions => use in objectActions;

/**
 * A Lambda function with the house's defaults and a role that may do nothing but log and trace. Each
 * `bind...` gives it one more right and the environment variable that goes with it.
 */
export class TongbanFunction extends Construct {
  readonly lambda: Lambda;
  readonly logGroup: LogGroup;
  readonly timeout: Duration;
  /** Its name in logs, metrics and traces. */
  readonly service: string;
  /** By which people and dashboards find it; a name that CloudFormation makes would be cut. */
  readonly functionName: string;
  followsStream = false;

  constructor(scope: Construct, id: string, props: TongbanFunctionProps) {
    super(scope, id);
    const { name, serviceName = name, timeout = httpTimeout, memorySize = 512, failing } = props;
    const { environment, bundles } = platformOf(this);
    this.timeout = timeout;
    this.service = serviceName;
    this.functionName = `${Stack.of(this).stackName}-${pascalCase(serviceName)}`;
    if (this.functionName.length > maxNameLength)
      throw new Error(`${this.functionName} is longer than Lambda lets a function's name be.`);
    const bundle = bundles.get(name);
    if (!bundle) throw new Error(`There is no functions/*/${name}/handler.ts to deploy.`);

    const traces = has(environment, "lambdaTracing");
    const encryptionKey = keyOf(this, "logs");
    this.logGroup = new LogGroup(this, "Log", {
      retention: environment.logRetentionDays,
      ...(encryptionKey && { encryptionKey }),
      removalPolicy: removalPolicy(this),
    });
    const role = new Role(this, "Role", { assumedBy: new ServicePrincipal("lambda.amazonaws.com") });
    this.logGroup.grantWrite(role);
    const reserved = environment.limits.reservedConcurrency[name];

    this.lambda = new Lambda(this, "Function", {
      functionName: this.functionName,
      description: `Tongban ${serviceName}`,
      code: Code.fromAsset(bundle.dir),
      handler: "handler.handler",
      runtime: Runtime.NODEJS_24_X,
      architecture: environment.architecture === "arm64" ? Architecture.ARM_64 : Architecture.X86_64,
      memorySize,
      timeout,
      ...(traces && { tracing: Tracing.ACTIVE }),
      role,
      logGroup: this.logGroup,
      loggingFormat: LoggingFormat.JSON,
      // The platform's own start, end and report of every call would be most of what is paid for: metrics have it all.
      systemLogLevelV2: SystemLogLevel.WARN,
      ...(reserved !== undefined && { reservedConcurrentExecutions: reserved }),
      environment: { POWERTOOLS_SERVICE_NAME: serviceName },
    });
    if (traces)
      Validations.of(role).acknowledge({
        id: "AwsSolutions-IAM5[Resource::*]",
        reason:
          "X-Ray's PutTraceSegments and PutTelemetryRecords know no resources; nothing else here has a star.",
      });
    watch(this, "Errors", {
      metric: this.lambda.metricErrors(sum),
      atLeast: 1,
      description: failing?.text ?? `Function ${serviceName} failed, ran out of time or could not start.`,
      runbook: failing?.runbook ?? "functions-that-fail",
    });
  }

  /** Lets it do that much to a table and the indexes that it names; `variable` holds the table's name. */
  bindTable(variable: string, table: TongbanTable, uses: readonly TableUse[]): this {
    const indexes = uses.map(indexIn).filter((index) => index !== undefined);
    const unknown = indexes.filter((index) => !table.indexNames.includes(index));
    if (unknown.length > 0)
      throw new Error(`${this.service} queries ${unknown.join(", ")}: ${table.node.id} has no such index.`);
    this.allow(
      uses.filter(isOfTable).map((use) => tableActions[use]),
      [table.tableArn],
    );
    this.allow(
      ["dynamodb:Query"],
      indexes.map((index) => `${table.tableArn}/index/${index}`),
    );
    const isWritten = uses.some(isWrite);
    this.allowKey(table.encryptionKey, keyActions[isWritten ? "writeTable" : "readTable"]);
    return this.bindValue(variable, table.tableName);
  }

  /** Lets it send; `variable` holds the queue's URL. */
  bindQueue(variable: string, queue: IQueue): this {
    return this.allow(["sqs:SendMessage"], [queue.queueArn])
      .allowKey(keyOf(this, "data"), keyActions.send)
      .bindValue(variable, queue.queueUrl);
  }

  /**
   * Gives rights on the objects whose keys fit `keys` (`prefix/*`), and to sign addresses that do;
   * `variable` holds the bucket's name.
   */
  bindBucket(variable: string, bucket: IBucket, keys: string, uses: readonly ObjectUse[]): this {
    const given = uses.filter((use) => use !== "verdict" || tagsVerdicts(platformOf(this).environment));
    this.allow(
      given.filter(isOfObjects).map((use) => objectActions[use]),
      [bucket.arnForObjects(keys)],
    );
    // Tags are not encrypted.
    const opens = given.includes("put") ? "send" : given.includes("get") ? "open" : undefined;
    if (opens) this.allowKey(bucket.encryptionKey, keyActions[opens]);
    if (given.includes("list"))
      this.allow(["s3:ListBucket"], [bucket.bucketArn], { StringLike: { "s3:prefix": keys } });
    // Without it S3 answers "forbidden" instead of "not found" for an object that was never uploaded.
    if (given.includes("notice")) this.allow(["s3:ListBucket"], [bucket.bucketArn]);
    acknowledgeObjects(this.lambda.role ?? this, bucket, keys);
    return this.bindValue(variable, bucket.bucketName);
  }

  /** Lets it publish; `variable` holds the bus's name. */
  bindBus(variable: string, bus: IEventBus): this {
    return this.allow(["events:PutEvents"], [bus.eventBusArn]).bindValue(variable, bus.eventBusName);
  }

  /** Lets it read the secret's versions; `variable` holds the secret's ARN, never its value. */
  bindSecret(variable: string, secret: ISecret): this {
    const { secretArn } = secret;
    return this.allow(["secretsmanager:GetSecretValue"], [secretArn])
      .allowKey(secret.encryptionKey, keyActions.open)
      .bindValue(variable, secretArn);
  }

  bindValue(variable: string, value: string): this {
    this.lambda.addEnvironment(variable, value);
    return this;
  }

  /** Rights on a key that encrypts what the function works with; none where AWS manages the keys. */
  allowKey(key: IKey | undefined, actions: readonly string[]): this {
    return key ? this.allow([...actions], [key.keyArn]) : this;
  }

  allow(actions: string[], resources: string[], conditions: Conditions = {}): this {
    if (actions.length > 0 && resources.length > 0)
      this.lambda.addToRolePolicy(new PolicyStatement({ actions, resources, conditions }));
    return this;
  }
}
