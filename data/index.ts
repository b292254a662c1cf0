import { readdirSync, readFileSync } from "node:fs";
import type { ServiceItem } from "#shared/catalogue/item.ts";
import departments from "./departments.json" with { type: "json" };
import intermediaryServices from "./intermediary-services.json" with { type: "json" };
import themes from "./themes.json" with { type: "json" };

/** What the catalogue's checks know of the district. */
export const catalogueContext = { departments, themes, intermediaryServices };

/** The service items that ship, all themes together. For scripts and tests; functions read their table. */
export function shippedCatalogue(): ServiceItem[] {
  const folder = new URL("./items/", import.meta.url);
  return readdirSync(folder)
    .filter((name) => name.endsWith(".json"))
    .toSorted()
    .flatMap((name) => JSON.parse(readFileSync(new URL(name, folder), "utf8")) as ServiceItem[]);
}
