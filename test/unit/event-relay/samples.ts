import { marshall } from "@aws-sdk/util-dynamodb";
import type { DynamoDBRecord, AttributeValue as StreamValue } from "aws-lambda";
import * as z from "zod";
import { catalogueEvents } from "#events/catalogue.ts";
import { headKey, type Outbox } from "#shared/kernel/messaging/outbox.ts";

export const recordedAt = "2026-03-02T02:00:00.500Z";

const headSchema = z.object({
  pk: z.string(),
  version: z.int().positive(),
  silent: z.boolean().optional(),
  kept: z.literal(false).optional(),
});

/** An outbox like a context's: parses, stays silent at times, and keeps a note off the bus. */
export const outbox: Outbox = (image) => {
  const { pk, version, silent, kept } = headSchema.parse(image);
  if (silent) return undefined;
  return {
    version,
    ...(kept === false ? { kept } : { privateNote: { reason: `why ${version}` } }),
    event: catalogueEvents.published.create({
      subject: pk,
      version,
      time: "2026-03-02T02:00:00.000Z",
      traceparent: `00-${"a".repeat(32)}-${"b".repeat(16)}-01`,
      data: {
        itemCode: "1".repeat(31),
        itemVersion: version,
        department: "1001",
        digest: "0".repeat(64),
      },
    }),
  };
};

export const streamRecord = (sequenceNumber: string, head: Record<string, unknown>): DynamoDBRecord => ({
  eventName: "MODIFY",
  dynamodb: {
    SequenceNumber: sequenceNumber,
    ApproximateCreationDateTime: Date.parse(recordedAt) / 1000,
    NewImage: marshall({ sk: headKey, ...head }) as Record<string, StreamValue>,
  },
});
