import type { Context } from "#shared/kernel/context.ts";
import { courierRoutes } from "./api.ts";
import { delivery } from "./record.ts";
import { follows, needs, where } from "./wiring.ts";

export const deliveries: Context = {
  name: "deliveries",
  purpose: "documents on their way by courier",
  records: [delivery],
  functions: {
    "courier-handover": { needs: needs.handover, follows, where },
    "courier-callback": { needs: needs.callback, routes: courierRoutes },
    "delivery-tracking": { needs: needs.tracking },
    "delivery-watch": {
      needs: needs.watch,
      sweep: {
        everyHours: 1,
        purpose: "Documents of which nothing is heard",
        stopped: "Nobody has looked for silent couriers for three hours.",
      },
    },
  },
  queues: {
    "courier-events": {
      worker: "delivery-tracking",
      deadLetters: "DEAD_LETTER_QUEUE_URL",
      setAside: {
        variable: "SET_ASIDE_QUEUE_URL",
        line: "deliveryTracking.notOurs",
        from: "carrier",
        counts: "parcels",
        many: 20,
        rings: {
          text: "A carrier tells of many parcels that are none of ours.",
          runbook: "parcels-that-are-not-ours",
        },
      },
    },
  },
};
