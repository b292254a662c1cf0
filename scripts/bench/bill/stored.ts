import { ListObjectsV2Command, S3Client } from "@aws-sdk/client-s3";
import { ScanCommand } from "@aws-sdk/lib-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";
import * as z from "zod";
import { itemBytes } from "#local/engine/dynamodb/item-bytes.ts";
import { localTables } from "#local/seed.ts";
import type { Bench } from "../meter.ts";
import type { Usage } from "../prices.ts";
import { type CaseFigures, wholeCaseFigures } from "../whole-case.ts";

/** What lies in the app's tables with their indexes, and in its bucket of documents without what people uploaded. */
export type Stored = { tableBytes: number; officialDocumentBytes: number; officialDocuments: number };

/** What one case uses and leaves behind. */
export type CaseMeasures = { usage: Usage; stored: Stored };

/** DynamoDB charges storage for this many bytes more of each item, also of an index. */
const overheadBytes = 100;

const tableSchema = z.object({
  GlobalSecondaryIndexes: z.array(z.object({ IndexName: z.string() })).default([]),
});

async function tableBytesOf({ app, parts }: Bench): Promise<number> {
  const db = localTables(app);
  let bytes = 0;
  for (const { name, properties } of parts.tables)
    for (const IndexName of [
      undefined,
      ...tableSchema.parse(properties).GlobalSecondaryIndexes.map((index) => index.IndexName),
    ]) {
      let start: Record<string, unknown> | undefined;
      do {
        const page = await db.send(
          new ScanCommand({ TableName: name, IndexName, ...(start && { ExclusiveStartKey: start }) }),
        );
        for (const item of page.Items ?? [])
          bytes += overheadBytes + itemBytes(marshall(item, { removeUndefinedValues: true }));
        start = page.LastEvaluatedKey;
      } while (start);
    }
  return bytes;
}

/** Uploads lie by the day of their announcement. */
const isUpload = (key: string): boolean => /^documents\/\d{4}-/.test(key);

async function storedBytes(bench: Bench): Promise<Stored> {
  const { app } = bench;
  const s3 = new S3Client({
    endpoint: app.endpoints.s3,
    region: app.region,
    forcePathStyle: true,
    credentials: { accessKeyId: "S3RVER", secretAccessKey: "S3RVER" },
  });
  const sizes: number[] = [];
  let ContinuationToken: string | undefined;
  do {
    const page = await s3.send(
      new ListObjectsV2Command({
        Bucket: app.outputs.DocumentsBucketName,
        ...(ContinuationToken && { ContinuationToken }),
      }),
    );
    for (const { Key = "", Size = 0 } of page.Contents ?? []) if (!isUpload(Key)) sizes.push(Size);
    ContinuationToken = page.NextContinuationToken;
  } while (ContinuationToken);
  return {
    tableBytes: await tableBytesOf(bench),
    officialDocumentBytes: sizes.reduce((total, size) => total + size, 0),
    officialDocuments: sizes.length,
  };
}

/** What a case uses and leaves behind: the mean of some that are played. */
export async function measuredCases(bench: Bench, cases = 10): Promise<CaseFigures & CaseMeasures> {
  const before = await storedBytes(bench);
  const figures = await wholeCaseFigures(bench, cases);
  const after = await storedBytes(bench);
  // One more is played than is measured, to warm functions up.
  const perCase = (name: keyof Stored): number => (after[name] - before[name]) / (cases + 1);
  return {
    ...figures,
    stored: {
      tableBytes: perCase("tableBytes"),
      officialDocumentBytes: perCase("officialDocumentBytes"),
      officialDocuments: perCase("officialDocuments"),
    },
  };
}
