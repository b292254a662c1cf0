import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { shippedCatalogue } from "#data/index.ts";
import { dynamodbCatalogue } from "#shared/catalogue/dynamodb-catalogue.ts";
import { publishItems } from "#shared/catalogue/publish.ts";
import { childTrace } from "#shared/kernel/http/trace.ts";
import { dynamodbDeviceStore } from "#shared/ratings/devices/dynamodb-device-store.ts";
import { handOutCarrierSecrets } from "./carrier/secrets.ts";
import { clerkOf, demoDevices } from "./demo-devices.ts";
import type { LocalApp } from "./engine/index.ts";

/** A client of the running app's tables, for scripts and seeding. */
export const localTables = ({ endpoints, region }: { endpoints: Record<string, string>; region: string }) =>
  DynamoDBDocumentClient.from(
    new DynamoDBClient({
      endpoint: endpoints.dynamodb,
      region,
      credentials: { accessKeyId: "local", secretAccessKey: "local" },
    }),
    { marshallOptions: { removeUndefinedValues: true } },
  );

async function seedCatalogue(app: LocalApp): Promise<string> {
  const items = shippedCatalogue();
  const catalogue = dynamodbCatalogue(app.outputs.CatalogueTableName ?? "", localTables(app));
  const counts = await publishItems(
    {
      ...catalogue,
      now: () => new Date().toISOString(),
      actor: { role: "system", id: "seed" },
      traceparent: childTrace(undefined),
    },
    items,
  );
  return `Catalogue: ${counts.published} items published, ${counts.unchanged} as before`;
}

async function seedRatingDevices(app: LocalApp): Promise<string> {
  const store = dynamodbDeviceStore(app.outputs.RatingsTableName ?? "", localTables(app));
  const at = new Date().toISOString();
  await Promise.all(
    demoDevices.map(async (device) => {
      await store.register({ ...device, registeredAt: at });
      const { deviceId, department } = device;
      await store.startShift({ deviceId, clerkId: clerkOf(department), since: at });
    }),
  );
  return `Rating devices: ${demoDevices.length} registered, with a clerk on shift at each`;
}

/** Each fills what an empty app needs and says in a few words what it did. */
export const seeders: ((app: LocalApp) => Promise<string>)[] = [
  seedCatalogue,
  handOutCarrierSecrets,
  seedRatingDevices,
];
