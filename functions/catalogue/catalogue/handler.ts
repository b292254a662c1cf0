import { readFile } from "node:fs/promises";
import departments from "#data/departments.json" with { type: "json" };
import intermediaryServices from "#data/intermediary-services.json" with { type: "json" };
import themes from "#data/themes.json" with { type: "json" };
import { dynamodbCatalogueStore } from "#shared/catalogue/catalogue-store.ts";
import { itemsOf } from "#shared/catalogue/public.ts";
import { nonEmpty, readEnv } from "#shared/kernel/aws/env.ts";
import { systemClock } from "#shared/kernel/clock.ts";
import { httpApi } from "#shared/kernel/http/api.ts";
import { catalogueApi } from "./catalogue.ts";

const env = readEnv({ CATALOGUE_TABLE: nonEmpty });
const store = dynamodbCatalogueStore(env.CATALOGUE_TABLE);

export const handler = httpApi(
  catalogueApi({
    store,
    items: itemsOf(store),
    context: { departments, themes, intermediaryServices },
    openApi: () => readFile(new URL("./assets/openapi.json", import.meta.url), "utf8"),
    now: systemClock,
  }),
);
