import { Duration, Validations } from "aws-cdk-lib";
import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  type BucketProps,
  HttpMethods,
  ObjectOwnership,
} from "aws-cdk-lib/aws-s3";
import { Construct } from "constructs";
import type { Platform } from "#infra/platform.ts";
import { unconfirmedTag } from "#shared/documents/document.ts";
import { removalPolicy } from "./removal.ts";

/** A private, versioned bucket that browsers reach by presigned addresses only, with a bucket for its access log. */
export class TongbanBucket extends Construct {
  readonly bucket: Bucket;

  constructor(scope: Construct, id: string, { platform }: { platform: Platform }) {
    super(scope, id);
    const { environment } = platform;
    const house = {
      encryption: BucketEncryption.S3_MANAGED,
      enforceSSL: true,
      minimumTLSVersion: 1.2,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      removalPolicy: removalPolicy(platform),
    } satisfies BucketProps;

    const accessLog = new Bucket(this, "AccessLog", {
      ...house,
      lifecycleRules: [{ expiration: Duration.days(environment.logRetentionDays) }],
    });
    Validations.of(accessLog).acknowledge({
      id: "AwsSolutions-S1",
      reason: "This bucket is itself the access log; logging its own writes would never end.",
    });

    this.bucket = new Bucket(this, "Bucket", {
      ...house,
      versioned: true,
      serverAccessLogsBucket: accessLog,
      lifecycleRules: [
        {
          abortIncompleteMultipartUploadAfter: Duration.days(1),
          noncurrentVersionExpiration: Duration.days(30),
        },
        { tagFilters: { [unconfirmedTag.key]: unconfirmedTag.value }, expiration: Duration.days(2) },
        // Papers of a case go away with its other personal data.
        { expiration: Duration.days(environment.retention.personalDataDays) },
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
  }
}
