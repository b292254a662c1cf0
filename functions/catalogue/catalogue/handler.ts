import { readFile } from "node:fs/promises";
import intermediaryServices from "#data/intermediary-services.json" with { type: "json" };
import themes from "#data/themes.json" with { type: "json" };
import departments from "#district/departments.json" with { type: "json" };
import lifeEvents from "#district/life-events.json" with { type: "json" };
import { dynamodbCatalogue } from "#shared/catalogue/dynamodb-catalogue.ts";
import { itemsOf } from "#shared/catalogue/public.ts";
import { needs } from "#shared/catalogue/wiring.ts";
import { systemClock } from "#shared/kernel/clock.ts";
import { httpApi } from "#shared/kernel/http/api.ts";
import { readNeeds } from "#shared/kernel/needs.ts";
import { catalogueApi } from "./catalogue.ts";

const env = readNeeds(needs.api);
const catalogue = dynamodbCatalogue(env.CATALOGUE_TABLE);

export const handler = httpApi(
  catalogueApi({
    ...catalogue,
    items: itemsOf(catalogue),
    context: { departments, themes, intermediaryServices },
    lifeEvents,
    openApi: () => readFile(new URL("./assets/openapi.json", import.meta.url), "utf8"),
    now: systemClock,
  }),
);
