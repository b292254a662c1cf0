import { PutObjectCommand, S3ServiceException } from "@aws-sdk/client-s3";
import { s3Client } from "./s3.ts";

/** A bucket that is only ever added to: its rule locks each object as it comes. */
export function lockedBucket(bucket: string, client = s3Client()) {
  return {
    /** What is there under this key stays. */
    async add(key: string, text: string): Promise<void> {
      try {
        await client.send(
          new PutObjectCommand({
            Bucket: bucket,
            Key: key,
            Body: text,
            ContentType: "application/x-ndjson",
            IfNoneMatch: "*",
            // S3 takes nothing into a locked bucket without a checksum.
            ChecksumAlgorithm: "SHA256",
          }),
        );
      } catch (error) {
        if (!(error instanceof S3ServiceException && error.name === "PreconditionFailed")) throw error;
      }
    },
  };
}
