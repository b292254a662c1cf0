import { GetObjectTaggingCommand } from "@aws-sdk/client-s3";
import { objectKey } from "#shared/documents/document.ts";
import { s3Client } from "#shared/kernel/aws/s3.ts";
import type { Scanner, ScanResult } from "./scanners.ts";

/** The tag that GuardDuty Malware Protection for S3 writes; our own machine writes the same. */
export const verdictTag = "GuardDutyMalwareScanStatus";
export const verdictOf = { clean: "NO_THREATS_FOUND", infected: "THREATS_FOUND" } as const;
const verdicts = new Map<string, ScanResult>([
  [verdictOf.clean, "clean"],
  [verdictOf.infected, "infected"],
]);

/** Something else looks by itself at what is uploaded and writes its verdict as a tag. */
export const tagScanner = (bucket: string, s3 = s3Client()): Scanner => ({
  async scan(documentId) {
    const { TagSet = [] } = await s3.send(
      new GetObjectTaggingCommand({ Bucket: bucket, Key: objectKey(documentId) }),
    );
    const { Value = "" } = TagSet.find(({ Key }) => Key === verdictTag) ?? {};
    return verdicts.get(Value) ?? "pending";
  },
});
