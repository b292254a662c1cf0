import { readdirSync } from "node:fs";
import type { EventDefinition } from "./define-event.ts";

const isDefinition = (value: unknown): value is EventDefinition =>
  typeof value === "object" && value !== null && "type" in value && "schema" in value && "create" in value;

async function definitionsIn(file: string): Promise<EventDefinition[]> {
  const exported: Record<string, unknown> = await import(new URL(file, import.meta.url).href);
  return Object.values(exported)
    .filter((group) => typeof group === "object" && group !== null)
    .flatMap((group) => Object.values(group))
    .filter(isDefinition);
}

const files = readdirSync(import.meta.dirname).filter((name) => name.endsWith(".ts") && name !== "index.ts");

/** Every event there is, by type, read from the folder: for scripts and tests, never for what is deployed. */
export const allEvents: ReadonlyMap<string, EventDefinition> = new Map(
  (await Promise.all(files.map(definitionsIn))).flat().map((definition) => [definition.type, definition]),
);
