import type { Context } from "#shared/kernel/context.ts";
import { policyRoutes } from "./desk-api.ts";
import { myPolicyRoutes } from "./my-api.ts";
import { holding, policy, policyEdition, policyMatch, policyPass, subscriber } from "./record.ts";
import { follows, needs } from "./wiring.ts";

export const policies: Context = {
  name: "policies",
  purpose: "policies that benefit people and enterprises, told to whom they fit",
  records: [policy, policyEdition, policyPass, subscriber, holding, policyMatch],
  functions: {
    policies: { needs: needs.policies, routes: policyRoutes },
    "my-policies": { needs: needs.mine, routes: myPolicyRoutes },
    "policy-matching": { needs: needs.matching, follows },
    "policy-deadlines": {
      needs: needs.deadlines,
      sweep: {
        everyHours: 1,
        purpose: "Ends policies whose time to apply is over, and looks at whoever has come of age for one",
        stopped:
          "Nobody has ended policies whose time is over, or matched whoever came of age, for three hours.",
      },
    },
  },
};
