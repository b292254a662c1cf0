import { AwsError, callAws } from "../aws-json.ts";
import type { Resource } from "../templates/stacks.ts";

type Index = { IndexName: string; KeySchema: unknown; Projection: unknown };
type Description = { TableName: string; GlobalSecondaryIndexes?: Index[]; LatestStreamArn?: string };

/** Creates the table if it is not there yet; gives its stream. Refuses one that has other keys or indexes. */
export async function ensureTable(
  endpoint: string,
  table: Resource,
): Promise<{ streamArn: string | undefined }> {
  const { properties, name } = table;
  const stream = properties.StreamSpecification as { StreamViewType?: string } | undefined;
  const indexes = (properties.GlobalSecondaryIndexes ?? []) as Index[];
  const wanted = {
    TableName: name,
    AttributeDefinitions: properties.AttributeDefinitions,
    KeySchema: properties.KeySchema,
    BillingMode: "PAY_PER_REQUEST",
    ...(indexes.length > 0 && {
      GlobalSecondaryIndexes: indexes.map(({ IndexName, KeySchema, Projection }) => ({
        IndexName,
        KeySchema,
        Projection,
      })),
    }),
    ...(stream && { StreamSpecification: { StreamEnabled: true, StreamViewType: stream.StreamViewType } }),
  };
  const existing = await describe(endpoint, name);
  if (existing) {
    const names = (list: Index[] | undefined) =>
      (list ?? [])
        .map(({ IndexName }) => IndexName)
        .sort()
        .join(" ");
    if (names(existing.GlobalSecondaryIndexes) !== names(indexes))
      throw new Error(`Table ${name} was made with other indexes. Start afresh: npm start -- --fresh`);
    return { streamArn: existing.LatestStreamArn };
  }
  const { TableDescription } = await callAws<{ TableDescription: Description }>(
    endpoint,
    "DynamoDB_20120810.CreateTable",
    wanted,
  );
  const ttl = properties.TimeToLiveSpecification;
  if (ttl)
    await callAws(endpoint, "DynamoDB_20120810.UpdateTimeToLive", {
      TableName: name,
      TimeToLiveSpecification: ttl,
    });
  return { streamArn: TableDescription.LatestStreamArn };
}

async function describe(endpoint: string, name: string): Promise<Description | undefined> {
  try {
    const { Table } = await callAws<{ Table: Description }>(endpoint, "DynamoDB_20120810.DescribeTable", {
      TableName: name,
    });
    return Table;
  } catch (error) {
    if (error instanceof AwsError && error.name === "ResourceNotFoundException") return undefined;
    throw error;
  }
}
