import { createHash } from "node:crypto";
import { PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { type PaperName, paperKey } from "#shared/documents/papers.ts";
import { clientLimits } from "#shared/kernel/aws/limits.ts";

export type Archive = {
  /** A paper that is there is never written again: what it would say may have changed since, and it is out. */
  keep(paper: PaperName, pdf: Uint8Array): Promise<"kept" | "there">;
};

/** Emulators are reached by address, where a bucket cannot be a host name. */
const s3Client = (): S3Client =>
  new S3Client({ ...clientLimits, forcePathStyle: process.env.AWS_ENDPOINT_URL_S3 !== undefined });

export function paperArchive(bucket: string, s3: Pick<S3Client, "send"> = s3Client()): Archive {
  return {
    async keep(paper, pdf) {
      try {
        await s3.send(
          new PutObjectCommand({
            Bucket: bucket,
            Key: paperKey(paper),
            Body: pdf,
            ContentType: "application/pdf",
            ChecksumSHA256: createHash("sha256").update(pdf).digest("base64"),
            IfNoneMatch: "*",
          }),
        );
        return "kept";
      } catch (error) {
        if (error instanceof Error && error.name === "PreconditionFailed") return "there";
        throw error;
      }
    },
  };
}
