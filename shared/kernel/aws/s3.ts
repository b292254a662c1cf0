import { S3Client, type S3ClientConfig } from "@aws-sdk/client-s3";
import { clientLimits } from "./limits.ts";

/** Emulators are reached by address, where a bucket cannot be a host name. */
export const s3Client = (more: S3ClientConfig = {}): S3Client =>
  new S3Client({
    ...more,
    ...clientLimits,
    forcePathStyle: process.env.AWS_ENDPOINT_URL_S3 !== undefined,
  });
