import {
  GetObjectTaggingCommand,
  ListObjectsV2Command,
  PutObjectTaggingCommand,
  type S3Client,
} from "@aws-sdk/client-s3";
import { abandonedTag, dayPrefix, objectKey } from "#shared/documents/document.ts";
import { s3Client } from "#shared/kernel/aws/s3.ts";

export type Uploads = {
  /** The ids of a day's uploads, in pages of 1,000. */
  announcedOn(day: string): AsyncIterable<string[]>;
  /** For the bucket to remove it. False when it was marked before. */
  mark(documentId: string): Promise<boolean>;
};

export function s3Uploads(bucket: string, s3: Pick<S3Client, "send"> = s3Client()): Uploads {
  return {
    async *announcedOn(day) {
      const Prefix = dayPrefix(day);
      let ContinuationToken: string | undefined;
      do {
        const { Contents = [], NextContinuationToken } = await s3.send(
          new ListObjectsV2Command({ Bucket: bucket, Prefix, ContinuationToken }),
        );
        yield Contents.map(({ Key = "" }) => Key.slice(Prefix.length));
        ContinuationToken = NextContinuationToken;
      } while (ContinuationToken);
    },

    async mark(documentId) {
      const at = { Bucket: bucket, Key: objectKey(documentId) };
      // A scanner's verdict is a tag as well, and putting tags replaces them all.
      const { TagSet = [] } = await s3.send(new GetObjectTaggingCommand(at));
      if (TagSet.some(({ Key, Value }) => Key === abandonedTag.Key && Value === abandonedTag.Value))
        return false;
      const others = TagSet.filter(({ Key }) => Key !== abandonedTag.Key);
      await s3.send(new PutObjectTaggingCommand({ ...at, Tagging: { TagSet: [...others, abandonedTag] } }));
      return true;
    },
  };
}
