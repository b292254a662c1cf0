import { shortHash } from "./names.ts";

/** What a Ref and Fn::GetAtt may need to know of a resource and of where things run. */
export type AttributeContext = {
  type: string;
  stackName: string;
  logicalId: string;
  /** The resource's name: given in the template or derived. */
  name: string;
  region: string;
  account: string;
  partition: string;
  urlSuffix: string;
  apiUrl: string;
  queueUrl(name: string): string;
  /** A property of the resource, resolved. */
  property(name: string): unknown;
  /** Ref of another resource in the same stack, by its ARN or name. */
};

type Attributes = {
  ref?: (c: AttributeContext) => string;
  get: Record<string, (c: AttributeContext) => unknown>;
};

const arn = (service: string, resource: (c: AttributeContext) => string) => (c: AttributeContext) =>
  `arn:${c.partition}:${service}:${c.region}:${c.account}:${resource(c)}`;
/** Ids that AWS makes up (10 characters) are derived from the resource's place, so they stay the same. */
const madeUpId = (c: AttributeContext) => shortHash(`${c.stackName}/${c.logicalId}`, 10);
const tableArn = arn("dynamodb", (c) => `table/${c.name}`);
const functionArn = arn("lambda", (c) => `function:${c.name}`);
const secretArn = arn("secretsmanager", (c) => `secret:${c.name}-${shortHash(c.name, 6)}`);
const policyArn = (c: AttributeContext) => `arn:${c.partition}:iam::${c.account}:policy/${c.name}`;
/** Of a bus that is not the default one, as it stands before a rule's name. */
const busOf = (c: AttributeContext): string => {
  const bus = String(c.property("EventBusName") ?? "default")
    .split("/")
    .at(-1);
  return bus === "default" ? "" : `${bus}/`;
};
const table: Attributes = {
  get: { Arn: tableArn, StreamArn: (c) => `${tableArn(c)}/stream/local`, TableId: madeUpId },
};
const qualifiedArn = (qualifier: (c: AttributeContext) => unknown) => (c: AttributeContext) =>
  `${functionArnOf(c, String(c.property("FunctionName")))}:${String(qualifier(c))}`;

const attributes: Record<string, Attributes> = {
  "AWS::DynamoDB::Table": table,
  "AWS::DynamoDB::GlobalTable": table,
  "AWS::SQS::Queue": {
    ref: (c) => c.queueUrl(c.name),
    get: { Arn: arn("sqs", (c) => c.name), QueueName: (c) => c.name, QueueUrl: (c) => c.queueUrl(c.name) },
  },
  "AWS::S3::Bucket": {
    get: {
      Arn: (c) => `arn:${c.partition}:s3:::${c.name}`,
      DomainName: (c) => `${c.name}.s3.${c.urlSuffix}`,
      RegionalDomainName: (c) => `${c.name}.s3.${c.region}.${c.urlSuffix}`,
    },
  },
  "AWS::Events::EventBus": { get: { Arn: arn("events", (c) => `event-bus/${c.name}`), Name: (c) => c.name } },
  "AWS::Events::Rule": { get: { Arn: arn("events", (c) => `rule/${busOf(c)}${c.name}`) } },
  "AWS::Scheduler::Schedule": { get: { Arn: arn("scheduler", (c) => `schedule/default/${c.name}`) } },
  "AWS::SecretsManager::Secret": { ref: secretArn, get: { Id: secretArn } },
  "AWS::Lambda::Function": { get: { Arn: functionArn } },
  "AWS::Lambda::Version": {
    ref: qualifiedArn(() => 1),
    get: { Version: () => "1", FunctionArn: qualifiedArn(() => 1) },
  },
  "AWS::Lambda::Alias": {
    ref: qualifiedArn((c) => c.property("Name")),
    get: { AliasArn: qualifiedArn((c) => c.property("Name")) },
  },
  "AWS::Lambda::EventSourceMapping": { ref: madeUpId, get: { Id: madeUpId } },
  "AWS::ApiGatewayV2::Api": { ref: madeUpId, get: { ApiId: madeUpId, ApiEndpoint: (c) => c.apiUrl } },
  "AWS::ApiGatewayV2::Stage": { ref: (c) => String(c.property("StageName")), get: {} },
  "AWS::ApiGatewayV2::Integration": { ref: madeUpId, get: { IntegrationId: madeUpId } },
  "AWS::ApiGatewayV2::Route": { ref: madeUpId, get: { RouteId: madeUpId } },
  "AWS::ApiGatewayV2::Authorizer": { ref: madeUpId, get: { AuthorizerId: madeUpId } },
  "AWS::IAM::Role": {
    get: { Arn: (c) => `arn:${c.partition}:iam::${c.account}:role/${c.name}`, RoleId: madeUpId },
  },
  "AWS::IAM::ManagedPolicy": { ref: policyArn, get: { PolicyArn: policyArn } },
  "AWS::Logs::LogGroup": { get: { Arn: arn("logs", (c) => `log-group:${c.name}:*`) } },
  "AWS::KMS::Key": { ref: madeUpId, get: { Arn: arn("kms", (c) => `key/${madeUpId(c)}`), KeyId: madeUpId } },
  "AWS::SNS::Topic": {
    ref: arn("sns", (c) => c.name),
    get: { TopicArn: arn("sns", (c) => c.name), TopicName: (c) => c.name },
  },
};

export function refOf(context: AttributeContext): string {
  return attributes[context.type]?.ref?.(context) ?? context.name;
}

export function attributeOf(context: AttributeContext, attribute: string): unknown {
  const known = attributes[context.type];
  const found = known?.get[attribute];
  if (found) return found(context);
  // Of a resource that does not run, an attribute can only end up in another such resource, or in an output.
  if (!known) return `${context.logicalId}.${attribute}`;
  throw new Error(
    `${context.type} ${context.logicalId}: attribute ${attribute} is not known to the local engine`,
  );
}

/** Properties whose value CloudFormation takes as the resource's name. */
export const nameProperty: Record<string, string> = {
  "AWS::DynamoDB::Table": "TableName",
  "AWS::DynamoDB::GlobalTable": "TableName",
  "AWS::SQS::Queue": "QueueName",
  "AWS::S3::Bucket": "BucketName",
  "AWS::Events::EventBus": "Name",
  "AWS::Events::Rule": "Name",
  "AWS::Scheduler::Schedule": "Name",
  "AWS::SecretsManager::Secret": "Name",
  "AWS::Lambda::Function": "FunctionName",
  "AWS::IAM::Role": "RoleName",
  "AWS::Logs::LogGroup": "LogGroupName",
  "AWS::SNS::Topic": "TopicName",
};

function functionArnOf(c: AttributeContext, nameOrArn: string): string {
  return nameOrArn.startsWith("arn:")
    ? nameOrArn
    : `arn:${c.partition}:lambda:${c.region}:${c.account}:function:${nameOrArn}`;
}
