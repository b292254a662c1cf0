import type { Context } from "#shared/kernel/context.ts";
import { licenceRoutes } from "./api.ts";
import { licence } from "./record.ts";
import { follows, needs } from "./wiring.ts";

export const licences: Context = {
  name: "licences",
  purpose: "electronic licences and their use",
  records: [licence],
  functions: {
    licences: { needs: needs.api, routes: licenceRoutes },
    "licence-issuing": { needs: needs.issuing, follows },
  },
};
