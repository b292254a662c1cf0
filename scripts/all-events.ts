import { readdirSync } from "node:fs";
import { join } from "node:path";
import type { EventDefinition } from "#events/define-event.ts";

const isDefinition = (value: unknown): value is EventDefinition =>
  typeof value === "object" && value !== null && "type" in value && "schema" in value && "create" in value;

async function definitionsIn(file: string): Promise<EventDefinition[]> {
  const exported: Record<string, unknown> = await import(join(folder, file));
  return Object.values(exported)
    .filter((group) => typeof group === "object" && group !== null)
    .flatMap((group) => Object.values(group))
    .filter(isDefinition);
}

const folder = join(import.meta.dirname, "../events");
const files = readdirSync(folder).filter((name) => name.endsWith(".ts"));

/** Every event there is, by type, read from the folder. */
export const allEvents: ReadonlyMap<string, EventDefinition> = new Map(
  (await Promise.all(files.map(definitionsIn))).flat().map((definition) => [definition.type, definition]),
);
