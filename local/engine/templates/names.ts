import { createHash } from "node:crypto";

const limits: Record<string, number> = {
  "AWS::SQS::Queue": 80,
  "AWS::Lambda::Function": 64,
  "AWS::Events::Rule": 64,
  "AWS::Scheduler::Schedule": 64,
  "AWS::S3::Bucket": 63,
};

/**
 * A physical name as CloudFormation makes it, `<StackName>-<LogicalId>`, without its random end: the same name at
 * every start, so that data is found again. A name over the type's limit ends in a hash of the whole.
 */
export function physicalName(type: string, stackName: string, logicalId: string, fifo = false): string {
  const suffix = fifo ? ".fifo" : "";
  const limit = (limits[type] ?? 128) - suffix.length;
  const full = `${stackName}-${logicalId}`;
  const name = full.length <= limit ? full : `${full.slice(0, limit - 9)}-${shortHash(full)}`;
  return (type === "AWS::S3::Bucket" ? name.toLowerCase() : name) + suffix;
}

export function shortHash(text: string, length = 8): string {
  return createHash("sha256").update(text).digest("hex").slice(0, length);
}
