import { Aws, Duration, Stack, Validations } from "aws-cdk-lib";
import { PolicyStatement, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  type BucketProps,
  type CfnBucket,
  HttpMethods,
  type IBucket,
  ObjectLockRetention,
  ObjectOwnership,
  StorageClass,
} from "aws-cdk-lib/aws-s3";
import type { Queue } from "aws-cdk-lib/aws-sqs";
import { Construct, type IConstruct } from "constructs";
import { platformOf, removalPolicy } from "#infra/platform.ts";
import { destroyedTag, packageKeys } from "#shared/archives/record.ts";
import { abandonedTag, allKeys } from "#shared/documents/document.ts";
import { keyOf } from "./keys.ts";

/** Encrypted, closed to the public, HTTPS only. */
const privateBucket = (scope: Construct, id: string, more: BucketProps): Bucket =>
  new Bucket(scope, id, {
    encryption: BucketEncryption.S3_MANAGED,
    enforceSSL: true,
    minimumTLSVersion: 1.2,
    blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
    objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
    removalPolicy: removalPolicy(scope),
    ...more,
  });

/** A private bucket that keeps no access log, for a reason that auditors can read. */
export function unloggedBucket(scope: Construct, id: string, reason: string, more: BucketProps): Bucket {
  const bucket = privateBucket(scope, id, more);
  Validations.of(bucket).acknowledge({ id: "AwsSolutions-S1", reason });
  return bucket;
}

/** Where history is exported to: each object is locked as it comes, for everybody, the account's owner too. */
export function historyBucket(scope: Construct, id: string): Bucket {
  const { historyLockDays } = platformOf(scope).environment.retention;
  const encryptionKey = keyOf(scope, "logs");
  return unloggedBucket(
    scope,
    id,
    "Nobody can change or remove what is in it, and one function for each table adds to it.",
    {
      ...(encryptionKey && { encryption: BucketEncryption.KMS, encryptionKey, bucketKeyEnabled: true }),
      objectLockEnabled: true,
      objectLockDefaultRetention: ObjectLockRetention.compliance(Duration.days(historyLockDays)),
      versioned: true,
      lifecycleRules: [
        { expiration: Duration.days(historyLockDays + 1), noncurrentVersionExpiration: Duration.days(1) },
      ],
    },
  );
}

/** A case is decided and packed by then as a rule: whoever packs it reads each file once more. */
const colderAfterDays = 60;
/** What leaves the colder class earlier is paid for as if it had stayed so long. */
const leastColdDays = 90;

/** A private, versioned bucket that browsers reach by presigned addresses only, with a bucket for its access log. */
export function documentBucket(scope: Construct, id: string, uploads?: Queue): Bucket {
  const { environment } = platformOf(scope);
  const store = new Construct(scope, id);
  const accessLog = unloggedBucket(
    store,
    "AccessLog",
    "This bucket is itself the access log; logging its own writes would never end.",
    { lifecycleRules: [{ expiration: Duration.days(environment.logRetentionDays) }] },
  );
  const encryptionKey = keyOf(scope, "documents");
  const bucket = privateBucket(store, "Bucket", {
    // With a key for the bucket made of it, so that KMS is asked once in a while and not for each file.
    ...(encryptionKey && { encryption: BucketEncryption.KMS, encryptionKey, bucketKeyEnabled: true }),
    versioned: true,
    serverAccessLogsBucket: accessLog,
    lifecycleRules: [
      {
        abortIncompleteMultipartUploadAfter: Duration.days(1),
        noncurrentVersionExpiration: Duration.days(30),
      },
      { tagFilters: { [abandonedTag.Key]: abandonedTag.Value }, expiration: Duration.days(1) },
      { tagFilters: { [destroyedTag.Key]: destroyedTag.Value }, expiration: Duration.days(1) },
      // Whoever opens a file later does not wait, and pays three cents a gigabyte; what nobody opens costs a sixth.
      {
        prefix: allKeys.replace("*", ""),
        ...(environment.retention.personalDataDays >= colderAfterDays + leastColdDays && {
          transitions: [
            {
              storageClass: StorageClass.GLACIER_INSTANT_RETRIEVAL,
              transitionAfter: Duration.days(colderAfterDays),
            },
          ],
        }),
        // Documents of a case go away with its other personal data; its package stays as long as the archive keeps it.
        expiration: Duration.days(environment.retention.personalDataDays),
      },
      // Kept for ten years or for ever and hardly ever opened, from the first day on.
      {
        prefix: packageKeys.replace("*", ""),
        transitions: [
          { storageClass: StorageClass.GLACIER_INSTANT_RETRIEVAL, transitionAfter: Duration.days(1) },
        ],
      },
    ],
    cors: [
      {
        allowedMethods: [HttpMethods.GET, HttpMethods.PUT],
        allowedOrigins: environment.webOrigins,
        allowedHeaders: ["*"],
        exposedHeaders: ["ETag"],
        maxAge: 3600,
      },
    ],
  });
  if (uploads) tellOfUploads(bucket, uploads);
  return bucket;
}

/** By the bucket's own property: the library's method would bring a function that writes it. */
function tellOfUploads(bucket: Bucket, queue: Queue): void {
  const resource = bucket.node.defaultChild as CfnBucket;
  resource.notificationConfiguration = {
    queueConfigurations: [
      {
        event: "s3:ObjectCreated:*",
        queue: queue.queueArn,
        filter: { s3Key: { rules: [{ name: "prefix", value: allKeys.replace("*", "") }] } },
      },
    ],
  };
  queue.addToResourcePolicy(
    new PolicyStatement({
      principals: [new ServicePrincipal("s3.amazonaws.com")],
      actions: ["sqs:SendMessage"],
      resources: [queue.queueArn],
      // Not by the bucket's name, or each would wait for the other; nobody else has this account.
      conditions: { StringEquals: { "aws:SourceAccount": Aws.ACCOUNT_ID } },
    }),
  );
  // S3 tries whether it may before it takes the setting.
  resource.node.addDependency(queue);
}

/** Why a right is on all of a bucket's objects under these keys. */
export function acknowledgeObjects(
  holder: IConstruct,
  bucket: IBucket,
  keys: string,
  reason = "One object per document, under a key made at upload: which ones there are nobody knows at deployment.",
): void {
  // The finding names the ARN as it will be in the template: imported, since buckets have a stack of their own.
  const { "Fn::ImportValue": arn } = Stack.of(holder).resolve(Stack.of(bucket).exportValue(bucket.bucketArn));
  Validations.of(holder).acknowledge({ id: `AwsSolutions-IAM5[Resource::${arn}/${keys}]`, reason });
}
