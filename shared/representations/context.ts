import type { Context } from "#shared/kernel/context.ts";
import { representationRoutes } from "./api.ts";
import { representation } from "./record.ts";
import { needs } from "./wiring.ts";

export const representations: Context = {
  name: "representations",
  purpose: "who may act for whom: organisations, mandates, guardians",
  records: [representation],
  functions: {
    representations: { needs: needs.api, routes: representationRoutes },
    "representation-deadlines": {
      needs: needs.deadlines,
      sweep: {
        everyHours: 1,
        purpose: "Ends representations whose last day is over and requests that nobody took on",
        stopped:
          "Nobody has ended representations that are over for three hours; none of them can be used meanwhile.",
      },
    },
  },
};
