import { AwsError, callAws } from "../aws-json.ts";
import type { Resource } from "../templates/stacks.ts";

type Index = { IndexName: string; KeySchema: unknown; Projection: unknown };
type Attribute = { AttributeName: string; AttributeType: string };
type TableDescription = {
  AttributeDefinitions: Attribute[];
  KeySchema: unknown;
  GlobalSecondaryIndexes?: Index[];
  LatestStreamArn?: string;
  StreamSpecification?: { StreamEnabled: boolean; StreamViewType: string };
};
export type Table = { name: string; streamArn: string | undefined };

/** Makes a table as its template says, or brings the one of an earlier start up to it. */
export async function ensureTable(endpoint: string, resource: Resource): Promise<Table> {
  const wanted = wantedTable(resource);
  const call = <T>(operation: string, input: object) =>
    callAws<T>(endpoint, `DynamoDB_20120810.${operation}`, { TableName: resource.name, ...input });
  const describe = async () => (await call<{ Table: TableDescription }>("DescribeTable", {})).Table;
  const found = await describe().catch((error: unknown) => {
    if (error instanceof AwsError && error.name === "ResourceNotFoundException") return undefined;
    throw error;
  });
  if (!found) await call("CreateTable", wanted.create);
  else {
    if (JSON.stringify(found.KeySchema) !== JSON.stringify(wanted.create.KeySchema))
      throw new Error(`Table ${resource.name} has another key schema than on this disk: start with --fresh.`);
    const names = new Set(found.GlobalSecondaryIndexes?.map((index) => index.IndexName));
    for (const index of wanted.create.GlobalSecondaryIndexes ?? []) {
      if (names.has(index.IndexName)) continue;
      const { AttributeDefinitions } = wanted.create;
      await call("UpdateTable", { AttributeDefinitions, GlobalSecondaryIndexUpdates: [{ Create: index }] });
    }
    const { StreamSpecification } = wanted.create;
    if (StreamSpecification && !found.StreamSpecification?.StreamEnabled) await call("UpdateTable", { StreamSpecification });
  }
  if (wanted.timeToLive) await ensureTimeToLive(call, wanted.timeToLive);
  return { name: resource.name, streamArn: (await describe()).LatestStreamArn };
}

async function ensureTimeToLive(
  call: <T>(operation: string, input: object) => Promise<T>,
  specification: { AttributeName: string; Enabled: boolean },
): Promise<void> {
  type Answer = { TimeToLiveDescription?: { TimeToLiveStatus?: string } };
  const { TimeToLiveDescription: now } = await call<Answer>("DescribeTimeToLive", {});
  if ((now?.TimeToLiveStatus === "ENABLED") === specification.Enabled) return;
  await call("UpdateTimeToLive", { TimeToLiveSpecification: specification });
}

function wantedTable({ properties, name, type }: Resource) {
  const given = properties as {
    AttributeDefinitions: Attribute[];
    KeySchema: unknown;
    GlobalSecondaryIndexes?: Index[];
    LocalSecondaryIndexes?: Index[];
    StreamSpecification?: { StreamViewType: string };
    TimeToLiveSpecification?: { AttributeName: string; Enabled: boolean };
  };
  if (!given.KeySchema) throw new Error(`${type} ${name} has no KeySchema`);
  const indexes = given.GlobalSecondaryIndexes?.map(({ IndexName, KeySchema, Projection }) => ({
    IndexName,
    KeySchema,
    Projection,
  }));
  return {
    timeToLive: given.TimeToLiveSpecification,
    create: {
      // Capacity is not limited here, so a provisioned table behaves as one that is paid per request.
      BillingMode: "PAY_PER_REQUEST",
      AttributeDefinitions: given.AttributeDefinitions,
      KeySchema: given.KeySchema,
      ...(indexes && { GlobalSecondaryIndexes: indexes }),
      ...(given.LocalSecondaryIndexes && { LocalSecondaryIndexes: given.LocalSecondaryIndexes }),
      ...(given.StreamSpecification && {
        StreamSpecification: { StreamEnabled: true, StreamViewType: given.StreamSpecification.StreamViewType },
      }),
    },
  };
}
