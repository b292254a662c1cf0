import { readdirSync, readFileSync } from "node:fs";
import departments from "#district/departments.json" with { type: "json" };
import district from "#district/district.json" with { type: "json" };
import type { ServiceItem } from "#shared/catalogue/item.ts";
import intermediaryServices from "./intermediary-services.json" with { type: "json" };
import themes from "./themes.json" with { type: "json" };

/** What the catalogue's checks know of the district. */
export const catalogueContext = { departments, themes, intermediaryServices };

/** The service items that ship, all themes together. For scripts and tests; functions read their table. */
export function shippedCatalogue(): ServiceItem[] {
  const folder = new URL(`./districts/${district.code}/items/`, import.meta.url);
  return readdirSync(folder)
    .filter((name) => name.endsWith(".json"))
    .toSorted()
    .flatMap((name) => JSON.parse(readFileSync(new URL(name, folder), "utf8")) as ServiceItem[]);
}
