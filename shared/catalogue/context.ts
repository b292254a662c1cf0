import type { Context } from "#shared/kernel/context.ts";
import { catalogueRoutes } from "./api.ts";
import { everydayWord, newMisses, searchMiss, serviceItem } from "./record.ts";
import { searchRoutes } from "./search/api.ts";
import { needs } from "./wiring.ts";

export const catalogue: Context = {
  name: "catalogue",
  purpose: "service items, and how they are found",
  records: [serviceItem, everydayWord, searchMiss, newMisses],
  functions: {
    catalogue: { needs: needs.api, routes: catalogueRoutes, fallback: true },
    search: { needs: needs.search, routes: searchRoutes },
  },
};
