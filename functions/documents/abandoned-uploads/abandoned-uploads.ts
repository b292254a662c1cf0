import {
  GetObjectTaggingCommand,
  ListObjectsV2Command,
  PutObjectTaggingCommand,
  type S3Client,
} from "@aws-sdk/client-s3";
import { abandonedTag, dayPrefix, objectKey, sweptDays } from "#shared/documents/document.ts";
import type { Document } from "#shared/documents/record.ts";
import { s3Client } from "#shared/kernel/aws/s3.ts";
import type { Clock } from "#shared/kernel/clock.ts";
import type { RecordStore } from "#shared/kernel/records/record-store.ts";
import { type SweepResult, sweepEach } from "#shared/kernel/sweeps/sweep.ts";
/** Uploads as the bucket has them. */
export function s3Uploads(bucket: string, s3: Pick<S3Client, "send"> = s3Client()) {
  return {
    /** The ids of a day's uploads, in pages of 1,000. */
    async *announcedOn(day: string): AsyncIterable<string[]> {
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

    /** For the bucket to remove it. False when it was marked before. */
    async mark(documentId: string): Promise<boolean> {
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

type AbandonedDeps = {
  store: Pick<RecordStore<Document>, "readMany">;
  uploads: ReturnType<typeof s3Uploads>;
  now: Clock;
};

/** Uploads without a record, of days on which nothing is confirmed any more. */
async function* unconfirmed({ store, uploads, now }: AbandonedDeps): AsyncGenerator<string> {
  for (const day of sweptDays(now()))
    for await (const ids of uploads.announcedOn(day)) {
      const confirmed = new Set(
        (await store.readMany(ids, { maybeOlder: true })).map(({ documentId }) => documentId),
      );
      yield* ids.filter((id) => !confirmed.has(id));
    }
}

/** Marks uploads that nobody confirmed for removal, each once. */
export const markAbandoned = (deps: AbandonedDeps): Promise<SweepResult> =>
  sweepEach(unconfirmed(deps), deps.uploads.mark);
