import { GetObjectTaggingCommand, type S3Client } from "@aws-sdk/client-s3";
import { objectKey } from "#shared/documents/document.ts";
import type { Scanner } from "#shared/documents/scanner.ts";
import { s3Client } from "#shared/kernel/aws/s3.ts";

/** GuardDuty Malware Protection for S3 looks by itself at what is uploaded and writes its verdict as a tag. */
const verdictTag = "GuardDutyMalwareScanStatus";

export function guardDutyScanner(bucket: string, s3: Pick<S3Client, "send"> = s3Client()): Scanner {
  return {
    async scan(documentId) {
      const { TagSet = [] } = await s3.send(
        new GetObjectTaggingCommand({ Bucket: bucket, Key: objectKey(documentId) }),
      );
      switch (TagSet.find(({ Key }) => Key === verdictTag)?.Value) {
        case "NO_THREATS_FOUND":
          return "clean";
        case "THREATS_FOUND":
          return "infected";
        default:
          return "pending";
      }
    },
  };
}
