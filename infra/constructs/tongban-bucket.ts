import { Duration } from "aws-cdk-lib";
import { type Bucket, HttpMethods } from "aws-cdk-lib/aws-s3";
import { Construct } from "constructs";
import type { Platform } from "#infra/platform.ts";
import { abandonedTag } from "#shared/documents/document.ts";
import { privateBucket, withoutAccessLog } from "./private-bucket.ts";

/** A private, versioned bucket that browsers reach by presigned addresses only, with a bucket for its access log. */
export class TongbanBucket extends Construct {
  readonly bucket: Bucket;

  constructor(scope: Construct, id: string, { platform }: { platform: Platform }) {
    super(scope, id);
    const { environment } = platform;
    const accessLog = withoutAccessLog(
      privateBucket(this, "AccessLog", {
        platform,
        lifecycleRules: [{ expiration: Duration.days(environment.logRetentionDays) }],
      }),
      "This bucket is itself the access log; logging its own writes would never end.",
    );
    this.bucket = privateBucket(this, "Bucket", {
      platform,
      versioned: true,
      serverAccessLogsBucket: accessLog,
      lifecycleRules: [
        {
          abortIncompleteMultipartUploadAfter: Duration.days(1),
          noncurrentVersionExpiration: Duration.days(30),
        },
        { tagFilters: { [abandonedTag.Key]: abandonedTag.Value }, expiration: Duration.days(1) },
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
