import type { Context } from "#shared/kernel/context.ts";
import { catalogueRoutes } from "./api.ts";
import { serviceItem } from "./record.ts";
import { needs } from "./wiring.ts";

export const catalogue: Context = {
  name: "catalogue",
  purpose: "service items",
  records: [serviceItem],
  functions: { catalogue: { needs: needs.api, routes: catalogueRoutes, fallback: true } },
};
