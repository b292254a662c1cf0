import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { shippedCatalogue } from "#data/index.ts";
import departments from "#district/departments.json" with { type: "json" };
import { dynamodbCatalogue } from "#shared/catalogue/dynamodb-catalogue.ts";
import { publishItems } from "#shared/catalogue/publish.ts";
import { childTrace } from "#shared/kernel/http/trace.ts";
import { dynamodbRecordStore } from "#shared/kernel/records/dynamodb-record-store.ts";
import { device, registerDevice, shiftLog, startShift } from "#shared/ratings/devices/devices.ts";
import { importRow, importStaff } from "#shared/staff/import.ts";
import { staffMember } from "#shared/staff/record.ts";
import { seedCarrierSecrets } from "./carrier/secrets.ts";
import { clerkOf, demoDevices } from "./demo-devices.ts";
import { demoPeople } from "./demo-people.ts";
import type { LocalApp } from "./engine/index.ts";
import { seedNoticeSecrets } from "./notice-providers/secrets.ts";

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

const bySeed = () => ({
  at: new Date().toISOString(),
  actor: { role: "system", id: "seed" },
  trace: childTrace(undefined),
});

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
  const [table, db] = [app.outputs.RatingsTableName ?? "", localTables(app)];
  const devices = dynamodbRecordStore(device, table, db);
  const shifts = dynamodbRecordStore(shiftLog, table, db);
  const by = bySeed();
  await Promise.all(
    demoDevices.map(async (each) => {
      await registerDevice(devices, { ...each, registeredAt: by.at }, by);
      await startShift(shifts, each.deviceId, clerkOf(each.department), by);
    }),
  );
  return `Rating devices: ${demoDevices.length} registered, with a clerk on shift at each`;
}

/** The demo people who work for the district, as an office would import them; sign-ins tell the rest. */
async function seedStaff(app: LocalApp): Promise<string> {
  const row = importRow(departments.map(({ code }) => code));
  const rows = demoPeople
    .filter(({ claims }) => claims.role !== "citizen")
    .map(({ id: account, claims: { name, role, department } }) =>
      row.parse({ account, name, department, roles: [role] }),
    );
  const store = dynamodbRecordStore(staffMember, app.outputs.StaffTableName ?? "", localTables(app));
  const { at, trace } = bySeed();
  const imported = await importStaff(store, rows, { complete: false, now: at, trace });
  return `Staff directory: ${imported.length} people`;
}

/** Each fills what an empty app needs and returns in a few words what it did. */
export const seeders: ((app: LocalApp) => Promise<string>)[] = [
  seedCatalogue,
  seedCarrierSecrets,
  seedNoticeSecrets,
  seedRatingDevices,
  seedStaff,
];
