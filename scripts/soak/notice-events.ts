import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { draw } from "#local/carrier/parcel.ts";
import { callAws } from "#local/engine/aws-json.ts";
import type { Told } from "./notice-people.ts";
import type { Platform } from "./platform.ts";

/** Each means a notice for the applicant, of a case alone. */
const types = [
  "delivery.atPickupPoint",
  "inspection.scheduled",
  "hearing.scheduled",
  "commitment.foundUntrue",
  "licence.stateChanged",
  "commitment.rectificationOrdered",
].map((name) => `tongban.${name}`);

const examples = types.map((type) => {
  const folder = `events/examples/${type}/v1`;
  const [file = ""] = readdirSync(folder);
  const text = readFileSync(join(folder, file), "utf8");
  const { data } = JSON.parse(text) as { data: { caseNumber: string } };
  return { text, caseNumber: data.caseNumber };
});

/** So many of a hundred events come twice. */
const repeated = 0.1;

/** What happened to somebody's case, as its context would tell it. */
export function eventOf(
  serial: number,
  { caseNumber }: Pick<Told, "caseNumber">,
  at: string,
): Record<string, string> {
  const example = examples[serial % examples.length];
  if (!example) throw new Error("there is no example of an event");
  const event = JSON.parse(example.text.replaceAll(example.caseNumber, caseNumber));
  const subject = `${event.subject}-${serial}`;
  const detail = { ...event, subject, id: `${subject}/1`, time: at };
  return { Source: event.source, DetailType: event.type, Detail: JSON.stringify(detail) };
}

/** Puts the events of these serial numbers on the bus, some of them twice. */
export async function publish(
  platform: Platform,
  told: readonly Told[],
  serials: readonly number[],
): Promise<void> {
  const { endpoints, outputs } = platform.started;
  const at = new Date(platform.now()).toISOString();
  const entries = serials.flatMap((serial) => {
    const entry = {
      ...eventOf(serial, told[serial % told.length] as Told, at),
      EventBusName: outputs.EventBusName,
    };
    return draw("event", serial) < repeated ? [entry, entry] : [entry];
  });
  for (let from = 0; from < entries.length; from += 10)
    await callAws(endpoints.events ?? "", "AWSEvents.PutEvents", { Entries: entries.slice(from, from + 10) });
}
