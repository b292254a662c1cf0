import { GetObjectCommand, NoSuchKey, PutObjectCommand, type S3Client } from "@aws-sdk/client-s3";
import { s3Client } from "#shared/kernel/aws/s3.ts";
import { type EditionFiles, editionKeys } from "./edition-files.ts";

const keyOf = (edition: string): string => editionKeys.replace("*", `${edition}.json.gz`);

export const s3EditionFiles = (bucket: string, s3: S3Client = s3Client()): EditionFiles => ({
  async read(edition) {
    try {
      const { Body } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: keyOf(edition) }));
      return Body && Buffer.from(await Body.transformToByteArray());
    } catch (error) {
      if (error instanceof NoSuchKey) return undefined;
      throw error;
    }
  },
  async put(edition, packed) {
    await s3.send(
      new PutObjectCommand({
        Bucket: bucket,
        Key: keyOf(edition),
        Body: packed,
        ContentType: "application/json",
        ContentEncoding: "gzip",
        CacheControl: "public, max-age=31536000, immutable",
      }),
    );
  },
});
