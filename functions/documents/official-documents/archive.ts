import { createHash } from "node:crypto";
import { PutObjectCommand } from "@aws-sdk/client-s3";
import { type OfficialDocumentName, officialDocumentKey } from "#shared/documents/official-documents.ts";
import { s3Client } from "#shared/kernel/aws/s3.ts";

export function officialDocumentArchive(bucket: string) {
  const s3 = s3Client();
  return {
    /** A document that is there is never written again: what it would say may have changed since, and it is out. */
    async keep(document: OfficialDocumentName, pdf: Uint8Array): Promise<"kept" | "there"> {
      try {
        await s3.send(
          new PutObjectCommand({
            Bucket: bucket,
            Key: officialDocumentKey(document),
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

export type Archive = ReturnType<typeof officialDocumentArchive>;
