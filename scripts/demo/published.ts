import { existsSync, readdirSync, readFileSync } from "node:fs";
import { QueryCommand } from "@aws-sdk/lib-dynamodb";
import type { TongbanEvent } from "#events/define-event.ts";
import type { Runtime } from "#local/client.ts";
import { localTables } from "#local/seed.ts";
import { allEvents } from "#scripts/all-events.ts";
import { type CaseHead, caseRecord } from "#shared/cases/record.ts";
import { delivery, type LegStore } from "#shared/deliveries/record.ts";
import { historyPrefix } from "#shared/kernel/messaging/outbox.ts";
import { dynamodbRecordStore } from "#shared/kernel/records/dynamodb-record-store.ts";
import { ratingIdText } from "#shared/ratings/rating.ts";
import { rating } from "#shared/ratings/record.ts";
import { caseStages } from "#shared/ratings/stages/stages.ts";

/** Every path of a value's leaves: what an example and a published event must have in common. */
function pathsOf(value: unknown, path = ""): string[] {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return [path];
  return Object.entries(value).flatMap(([key, member]) => pathsOf(member, `${path}.${key}`));
}

function examplesOf(type: string): unknown[] {
  const folder = `events/examples/${type.replace(/\.(v\d+)$/, "/$1")}`;
  if (!existsSync(folder)) return [];
  return readdirSync(folder).map((name) => JSON.parse(readFileSync(`${folder}/${name}`, "utf8")));
}

/** Paths that only some events of a type have. */
const optional = new Set([".data.dueAt", ".data.waybill", ".data.deliveryAttempt"]);

function differences(event: TongbanEvent): string[] {
  const definition = allEvents.get(event.type);
  if (!definition) return [`${event.type} is not defined`];
  const parsed = definition.schema.safeParse(event);
  if (!parsed.success) return [`${event.id} does not fit its contract: ${parsed.error.message}`];
  const wanted = (value: unknown) =>
    pathsOf(value)
      .filter((path) => !optional.has(path))
      .toSorted()
      .join(" ");
  const fits = examplesOf(event.type).some((example) => wanted(example) === wanted(event));
  return fits ? [] : [`${event.id} has other fields than the example of ${event.type}`];
}

/** Holds the events of a case, its leg and its ratings, as the relay published them, against the contracts. */
export async function checkPublished(
  runtime: Runtime,
  caseNumber: string,
  versions: readonly CaseHead[],
): Promise<{ published: number; problems: string[] }> {
  const db = localTables(runtime);
  const eventsAt = async (table: string | undefined, pk: string): Promise<TongbanEvent[]> => {
    const { Items = [] } = await db.send(
      new QueryCommand({
        TableName: table,
        KeyConditionExpression: "pk = :pk AND begins_with(sk, :event)",
        ExpressionAttributeValues: { ":pk": pk, ":event": historyPrefix },
      }),
    );
    return Items.map(({ event }) => event as TongbanEvent);
  };
  // Their facts are their history: of each leg, the event that its last step was.
  const legEvents = async (store: Pick<LegStore, "readGroup">): Promise<TongbanEvent[]> =>
    (await store.readGroup(caseNumber)).flatMap((leg) => delivery.eventOf(leg) ?? []);
  const { DeliveriesTableName, RatingsTableName } = runtime.outputs;
  const others = await Promise.all([
    legEvents(dynamodbRecordStore(delivery, DeliveriesTableName ?? "", db)),
    ...caseStages.map((stage) =>
      eventsAt(RatingsTableName, rating.keyOf(ratingIdText({ caseNumber, stage, turn: "first" })).pk),
    ),
  ]);
  const events = [...versions.flatMap((head) => caseRecord.eventOf(head) ?? []), ...others.flat()];
  return { published: events.length, problems: events.flatMap(differences) };
}
