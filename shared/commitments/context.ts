import type { Context } from "#shared/kernel/context.ts";
import { commitmentRoutes } from "./api.ts";
import { commitment } from "./record.ts";
import { follows, needs } from "./wiring.ts";

export const commitments: Context = {
  name: "commitments",
  purpose: "what applicants committed to is checked after the decision",
  records: [commitment],
  functions: {
    commitments: { needs: needs.api, routes: commitmentRoutes },
    "commitment-follow": { needs: needs.follow, follows },
    "commitment-deadlines": {
      needs: needs.deadlines,
      sweep: {
        everyHours: 1,
        purpose: "Looks for commitments that were not checked in time",
        stopped: "Nobody has looked for commitments that are checked late for three hours.",
      },
    },
  },
};
