import type { Clock } from "#shared/kernel/clock.ts";
import type { MachineKeys } from "#shared/kernel/machine-keys/machine-keys.ts";
import type { CarrierOrders } from "./carrier-order.ts";
import { byCarrier, type CarrierSecrets, type Carriers } from "./carriers.ts";
import { emsOrders } from "./ems/orders.ts";
import { sfOrders } from "./sf/orders.ts";
import { tongbanOrders } from "./tongban/orders.ts";

type Needs = { keys: MachineKeys; secrets: CarrierSecrets; now: Clock };

/** Where orders are placed with each of the carriers, by id. */
export const carrierOrders = (carriers: Carriers, needs: Needs) =>
  byCarrier(carriers, (carrier): CarrierOrders => {
    switch (carrier.kind) {
      case "tongban":
        return tongbanOrders({ carrier, ...needs });
      case "sf":
        return sfOrders({ carrier, ...needs });
      case "ems":
        return emsOrders({ carrier, ...needs });
    }
  });
