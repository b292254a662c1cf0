import type { Context } from "#shared/kernel/context.ts";
import { callbackRoutes, paymentRoutes } from "./api.ts";
import { difference } from "./difference-record.ts";
import { payment } from "./record.ts";
import { follows, needs, where } from "./wiring.ts";

export const payments: Context = {
  name: "payments",
  purpose: "fees of cases, paid by the province's non-tax platform",
  records: [payment, difference],
  functions: {
    payments: { needs: needs.api, routes: paymentRoutes },
    "payment-callback": { needs: needs.callback, routes: callbackRoutes },
    "payment-handover": { needs: needs.handover, follows, where },
    "payment-watch": {
      needs: needs.watch,
      sweep: {
        everyHours: 1,
        purpose: "Payments of which the platform has said nothing, and notices that expire",
        stopped: "Nobody has asked the non-tax platform about open payments for three hours.",
      },
    },
    "payment-reconciliation": {
      needs: needs.reconciliation,
      sweep: {
        everyHours: 24,
        purpose: "Holds the platform's list of the last days against ours",
        stopped: "Payments have not been reconciled with the non-tax platform for three days.",
      },
    },
  },
};
