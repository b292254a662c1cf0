import { GetObjectCommand, type S3Client } from "@aws-sdk/client-s3";
import { s3Client } from "#shared/kernel/aws/s3.ts";
import { maxDocumentBytes } from "./accepted.ts";
import { s3ObjectStore } from "./object-store.ts";
import { type OfficialDocumentName, officialDocumentKey } from "./official-documents.ts";

/** Largest official document that is read: what is larger is none of ours. */
const maxBytes = maxDocumentBytes;

/** The files of a case, whole and one at a time: for its package. */
export function caseFiles(bucket: string, s3: S3Client = s3Client()) {
  const { read, announcedOf } = s3ObjectStore(bucket, s3);
  return {
    /** What was handed in, and what was announced of it when its link was signed; undefined when it is gone. */
    material: read,
    announcedOf,
    async officialDocument(document: OfficialDocumentName): Promise<Buffer | undefined> {
      const found = await s3
        .send(
          new GetObjectCommand({
            Bucket: bucket,
            Key: officialDocumentKey(document),
            Range: `bytes=0-${maxBytes}`,
          }),
        )
        .catch((error: Error) => {
          if (error.name === "NoSuchKey") return undefined;
          throw error;
        });
      return found?.Body && Buffer.from(await found.Body.transformToByteArray());
    },
  };
}
export type CaseFiles = ReturnType<typeof caseFiles>;
