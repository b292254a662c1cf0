import type { Resource, Stacks } from "../templates/stacks.ts";

/** What a key that somebody holds himself asks of whoever works with what it encrypts, by the right on the thing. */
const readTable = ["kms:Decrypt", "kms:DescribeKey"];
const writeTable = [
  ...readTable,
  "kms:Encrypt",
  "kms:GenerateDataKey",
  "kms:ReEncryptFrom",
  "kms:ReEncryptTo",
];
const send = ["kms:Decrypt", "kms:GenerateDataKey"];
const impliedBy: Record<string, readonly string[]> = {
  "dynamodb:GetItem": readTable,
  "dynamodb:BatchGetItem": readTable,
  "dynamodb:Query": readTable,
  "dynamodb:Scan": readTable,
  "dynamodb:ConditionCheckItem": readTable,
  "dynamodb:GetRecords": readTable,
  "dynamodb:PutItem": writeTable,
  "dynamodb:UpdateItem": writeTable,
  "dynamodb:DeleteItem": writeTable,
  "dynamodb:BatchWriteItem": writeTable,
  "sqs:SendMessage": send,
  "sqs:ReceiveMessage": ["kms:Decrypt"],
  "s3:GetObject": ["kms:Decrypt"],
  // In pieces, S3 opens what it has of them.
  "s3:PutObject": send,
  "secretsmanager:GetSecretValue": ["kms:Decrypt"],
};
export const keyActionsFor = (action: string): readonly string[] => impliedBy[action] ?? [];

type BucketEncryption = {
  ServerSideEncryptionConfiguration?: { ServerSideEncryptionByDefault?: { KMSMasterKeyID?: string } }[];
};
const keyIn = ({ type, properties }: Resource): unknown => {
  switch (type) {
    case "AWS::DynamoDB::Table":
      return (properties.SSESpecification as { KMSMasterKeyId?: string } | undefined)?.KMSMasterKeyId;
    case "AWS::SQS::Queue":
      return properties.KmsMasterKeyId;
    case "AWS::SecretsManager::Secret":
      return properties.KmsKeyId;
    case "AWS::S3::Bucket":
      return (properties.BucketEncryption as BucketEncryption | undefined)
        ?.ServerSideEncryptionConfiguration?.[0]?.ServerSideEncryptionByDefault?.KMSMasterKeyID;
    default:
      return undefined;
  }
};

/** The ARN of the key that encrypts a thing, its index, stream or objects; undefined where AWS holds the key. */
export function keyFinder(stacks: Stacks): (resource: string) => string | undefined {
  const keys = new Map<string, string>();
  for (const resource of stacks.ofType(
    "AWS::DynamoDB::Table",
    "AWS::SQS::Queue",
    "AWS::SecretsManager::Secret",
    "AWS::S3::Bucket",
  )) {
    const key = keyIn(resource);
    const arn = resource.type === "AWS::SecretsManager::Secret" ? resource.ref : resource.arn;
    if (typeof key === "string" && key.includes(":key/")) keys.set(arn, key);
  }
  return (resource) => {
    const table = /^(.*:table\/[^/]+)/.exec(resource)?.[1];
    const bucket = /^(.*:s3:::[^/]+)/.exec(resource)?.[1];
    return keys.get(table ?? bucket ?? resource);
  };
}
