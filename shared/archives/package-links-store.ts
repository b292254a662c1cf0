import { GetObjectCommand, type S3Client } from "@aws-sdk/client-s3";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import { s3Client } from "#shared/kernel/aws/s3.ts";

/** Seconds that a link to download works. */
const linkSeconds = 300;

/** For whoever hands packages out: their bundles and their roles hold no way to write one. */
export const packageLinks = (bucket: string, s3: S3Client = s3Client()) => ({
  downloadLink: (key: string, fileName: string): Promise<string> =>
    getSignedUrl(
      s3,
      new GetObjectCommand({
        Bucket: bucket,
        Key: key,
        ResponseContentDisposition: `attachment; filename="${fileName}"`,
        ResponseContentType: "application/zip",
        ResponseCacheControl: "no-store",
      }),
      { expiresIn: linkSeconds },
    ),
});
export type PackageLinks = ReturnType<typeof packageLinks>;
