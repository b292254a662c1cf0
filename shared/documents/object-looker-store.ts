import { HeadObjectCommand, NotFound, type S3Client } from "@aws-sdk/client-s3";
import { s3Client } from "#shared/kernel/aws/s3.ts";

/** Tells whether an object lies under a key: for functions that only look. */
export const objectLooker =
  (bucket: string, s3: S3Client = s3Client()) =>
  async (key: string): Promise<boolean> => {
    try {
      await s3.send(new HeadObjectCommand({ Bucket: bucket, Key: key }));
      return true;
    } catch (error) {
      if (error instanceof NotFound) return false;
      throw error;
    }
  };
