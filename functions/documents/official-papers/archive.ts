import { createHash } from "node:crypto";
import { PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { type Document, objectKey } from "#shared/documents/document.ts";
import { type DocumentStore, dynamodbDocumentStore } from "#shared/documents/document-store.ts";
import { clientLimits } from "#shared/kernel/aws/limits.ts";

export type PaperRecord = Pick<Document, "documentId" | "ownerId" | "caseNumber" | "createdAt"> & {
  paper: NonNullable<Document["paper"]>;
};

export type Archive = {
  /** A paper that is there is never made again: what it says may have changed since, and it is out. */
  has(documentId: string): Promise<boolean>;
  /** The file first, then its record: a record must never stand for a file that is not there. */
  keep(record: PaperRecord, pdf: Uint8Array): Promise<"kept" | "there">;
};

/** Emulators are reached by address, where a bucket cannot be a host name. */
const s3Client = (): S3Client =>
  new S3Client({ ...clientLimits, forcePathStyle: process.env.AWS_ENDPOINT_URL_S3 !== undefined });

export function documentArchive(
  store: Pick<DocumentStore, "add" | "read">,
  bucket: string,
  s3: S3Client = s3Client(),
): Archive {
  return {
    has: async (documentId) => (await store.read(documentId)) !== undefined,

    async keep(record, pdf) {
      const digest = createHash("sha256").update(pdf).digest();
      await s3.send(
        new PutObjectCommand({
          Bucket: bucket,
          Key: objectKey(record.documentId),
          Body: pdf,
          ContentType: "application/pdf",
          ChecksumSHA256: digest.toString("base64"),
        }),
      );
      const isNew = await store.add({
        ...record,
        fileName: `${record.paper.kind}.pdf`,
        contentType: "application/pdf",
        size: pdf.byteLength,
        sha256: digest.toString("hex"),
        status: "clean",
      });
      return isNew ? "kept" : "there";
    },
  };
}

export const archiveOf = (table: string, bucket: string): Archive =>
  documentArchive(dynamodbDocumentStore(table), bucket);
