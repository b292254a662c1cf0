import type { Context } from "#shared/kernel/context.ts";
import { rectificationRoutes } from "./api.ts";
import { rectification } from "./record.ts";
import { follows, needs } from "./wiring.ts";

export const rectifications: Context = {
  name: "rectifications",
  purpose: "bad ratings are put right",
  records: [rectification],
  functions: {
    rectifications: { needs: needs.api, routes: rectificationRoutes },
    "rectification-follow": { needs: needs.follow, follows },
    "rectification-deadlines": {
      needs: needs.deadlines,
      sweep: {
        everyHours: 1,
        purpose: "Looks for work orders that are late",
        stopped: "Nobody has looked for late work orders for three hours.",
      },
    },
  },
};
