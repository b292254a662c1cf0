import {
  GetObjectCommand,
  HeadObjectCommand,
  NotFound,
  PutObjectCommand,
  type S3Client,
} from "@aws-sdk/client-s3";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import { s3Client } from "#shared/kernel/aws/s3.ts";
import { extensionOf, maxDocumentBytes } from "./accepted.ts";
import { type Announcement, announcementSchema, objectKey } from "./document.ts";
import { objectLooker } from "./object-looker-store.ts";

/** Seconds that a link to upload or download works. */
export const linkSeconds = 300;

/**
 * The object's own metadata holds what was announced: the link's signature covers it, so nobody but us can have
 * written it. A name may be in Chinese, which a header cannot say.
 */
const announcedName = "announced";
const announcedHeader = `x-amz-meta-${announcedName}` as const;
const sealed = (announced: Announcement): string =>
  Buffer.from(JSON.stringify(announced)).toString("base64url");
const opened = (text = ""): Announcement =>
  announcementSchema.parse(JSON.parse(Buffer.from(text, "base64url").toString()));

/** Where a file lies, and under which name and type it is saved. */
export type StoredFile = Pick<Announcement, "contentType"> & { key: string; name: string };

const hexToBase64 = (hex: string): string => Buffer.from(hex, "hex").toString("base64");

/** Always saved, never shown by the browser; under a name of ours, because a link must not carry one people gave. */
const attachment = ({ name, contentType }: StoredFile): string =>
  `attachment; filename="${name}.${extensionOf[contentType]}"`;

export function s3ObjectStore(
  bucket: string,
  // The uploader is a browser with a link: only what we sign ourselves may be asked of it.
  s3: S3Client = s3Client({ requestChecksumCalculation: "WHEN_REQUIRED" }),
) {
  return {
    /** For these bytes, once: what was checked is never replaced. */
    async uploadLink(
      documentId: string,
      announced: Announcement,
    ): Promise<{ url: string; headers: Record<string, string> }> {
      const headers = {
        "content-type": announced.contentType,
        "if-none-match": "*",
        "x-amz-checksum-sha256": hexToBase64(announced.sha256),
        [announcedHeader]: sealed(announced),
      };
      const url = await getSignedUrl(
        s3,
        new PutObjectCommand({
          Bucket: bucket,
          Key: objectKey(documentId),
          ContentType: announced.contentType,
          ContentLength: announced.size,
          IfNoneMatch: headers["if-none-match"],
          ChecksumSHA256: headers["x-amz-checksum-sha256"],
          Metadata: { [announcedName]: headers[announcedHeader] },
        }),
        {
          expiresIn: linkSeconds,
          signableHeaders: new Set(["content-type", "content-length", "if-none-match"]),
          unhoistableHeaders: new Set(["x-amz-checksum-sha256", announcedHeader]),
        },
      );
      return { url, headers };
    },

    downloadLink: (file: StoredFile): Promise<string> =>
      getSignedUrl(
        s3,
        new GetObjectCommand({
          Bucket: bucket,
          Key: file.key,
          ResponseContentDisposition: attachment(file),
          ResponseContentType: file.contentType,
          ResponseCacheControl: "no-store",
        }),
        { expiresIn: linkSeconds },
      ),

    isThere: objectLooker(bucket, s3),

    /** What was announced of an upload; undefined when nothing was uploaded, or it is gone. */
    async announcedOf(documentId: string): Promise<Announcement | undefined> {
      try {
        const { Metadata } = await s3.send(
          new HeadObjectCommand({ Bucket: bucket, Key: objectKey(documentId) }),
        );
        return opened(Metadata?.[announcedName]);
      } catch (error) {
        if (error instanceof NotFound) return undefined;
        throw error;
      }
    },

    /**
     * The object, whole, as it lies there, and what was announced when its link was signed; undefined when nothing was
     * uploaded. Never more than is allowed and one byte.
     */
    async read(documentId: string): Promise<{ bytes: Buffer; announced: Announcement } | undefined> {
      const object = await s3
        .send(
          new GetObjectCommand({
            Bucket: bucket,
            Key: objectKey(documentId),
            Range: `bytes=0-${maxDocumentBytes}`,
          }),
        )
        .catch((error: Error) => {
          if (error.name === "NoSuchKey") return undefined;
          throw error;
        });
      if (!object?.Body) return undefined;
      return {
        bytes: Buffer.from(await object.Body.transformToByteArray()),
        announced: opened(object.Metadata?.[announcedName]),
      };
    },
  };
}

export type ObjectStore = ReturnType<typeof s3ObjectStore>;
