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
import { has } from "#infra/partitions.ts";
import { platformOf, removalPolicy } from "#infra/platform.ts";
import type { Ring } from "#shared/kernel/context.ts";
import type { ObjectAccess } from "#shared/kernel/needs.ts";
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

/** API Gateway's callers wait no longer than this anyway. */
export const httpTimeout = Duration.seconds(10);
export const consumerTimeout = Duration.seconds(30);

const read = ["dynamodb:GetItem", "dynamodb:BatchGetItem", "dynamodb:Query"];

// No Scan and no DeleteItem: nothing here reads a whole table, and what may go away goes by `expiresAt`.
const tableActions = {
  /** One item by its key. */
  lookUp: ["dynamodb:GetItem"],
  read,
  readWrite: [...read, "dynamodb:PutItem", "dynamodb:UpdateItem", "dynamodb:ConditionCheckItem"],
  /** Unconditional puts, 25 at a time: the relay's history. */
  batchWrite: ["dynamodb:BatchWriteItem"],
  /** The same where the relay also takes out what people wrote, once its term is over. */
  batchWriteAndForget: ["dynamodb:BatchWriteItem", "dynamodb:Query", "dynamodb:UpdateItem"],
};

// No DeleteObject: what may go away goes by the bucket's rules.
const files = ["s3:GetObject", "s3:PutObject"];
const objectActions: Record<ObjectAccess, string[]> = {
  add: ["s3:PutObject"],
  readFiles: ["s3:GetObject"],
  files,
  packages: [...files, "s3:AbortMultipartUpload", "s3:PutObjectTagging"],
  scannedFiles: [...files, "s3:GetObjectTagging"],
  tags: ["s3:GetObjectTagging", "s3:PutObjectTagging"],
};

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
  followsStream = false;

  constructor(scope: Construct, id: string, props: TongbanFunctionProps) {
    super(scope, id);
    const { name, serviceName = name, timeout = httpTimeout, memorySize = 512, failing } = props;
    const { environment, bundles } = platformOf(this);
    this.timeout = timeout;
    this.service = serviceName;
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

  /** Gives rights on one table and its indexes, by name; `variable` holds the table's name. */
  bindTable(variable: string, table: TongbanTable, access: keyof typeof tableActions): this {
    const indexes = table.indexNames.map((index) => `${table.tableArn}/index/${index}`);
    this.allow(tableActions[access], [table.tableArn]);
    if (access === "read" || access === "readWrite") this.allow(["dynamodb:Query"], indexes);
    this.allowKey(
      table.encryptionKey,
      keyActions[access === "read" || access === "lookUp" ? "readTable" : "writeTable"],
    );
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
  bindBucket(variable: string, bucket: IBucket, keys: string, access: ObjectAccess): this {
    this.allow(objectActions[access], [bucket.arnForObjects(keys)]);
    // Tags are not encrypted.
    if (access !== "tags")
      this.allowKey(bucket.encryptionKey, keyActions[access === "readFiles" ? "open" : "send"]);
    // Without it S3 answers "forbidden" instead of "not found" for an object that was never uploaded.
    if (access !== "add")
      this.allow(
        ["s3:ListBucket"],
        [bucket.bucketArn],
        access === "tags" ? { StringLike: { "s3:prefix": keys } } : {},
      );
    // The finding names the ARN as it will be in the template: imported, since buckets have a stack of their own.
    const { "Fn::ImportValue": arn } = this.lambda.stack.resolve(
      Stack.of(bucket).exportValue(bucket.bucketArn),
    );
    Validations.of(this.lambda.role ?? this).acknowledge({
      id: `AwsSolutions-IAM5[Resource::${arn}/${keys}]`,
      reason:
        "One object per document, under a key made at upload: which ones there are nobody knows at deployment.",
    });
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
    if (resources.length > 0)
      this.lambda.addToRolePolicy(new PolicyStatement({ actions, resources, conditions }));
    return this;
  }
}
