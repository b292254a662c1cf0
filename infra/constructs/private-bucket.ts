import { Validations } from "aws-cdk-lib";
import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  type BucketProps,
  ObjectOwnership,
} from "aws-cdk-lib/aws-s3";
import type { Construct } from "constructs";
import type { Platform } from "#infra/platform.ts";
import { removalPolicy } from "./removal.ts";

/** Encrypted, closed to the public, HTTPS only. */
export const privateBucket = (
  scope: Construct,
  id: string,
  { platform, ...more }: BucketProps & { platform: Platform },
): Bucket =>
  new Bucket(scope, id, {
    encryption: BucketEncryption.S3_MANAGED,
    enforceSSL: true,
    minimumTLSVersion: 1.2,
    blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
    objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
    removalPolicy: removalPolicy(platform),
    ...more,
  });

/** Keeps no access log, for a reason that is told to whoever audits. */
export function withoutAccessLog(bucket: Bucket, reason: string): Bucket {
  Validations.of(bucket).acknowledge({ id: "AwsSolutions-S1", reason });
  return bucket;
}
