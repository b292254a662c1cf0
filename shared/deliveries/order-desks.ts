import type { Clock } from "#shared/kernel/clock.ts";
import type { MachineKeys } from "#shared/kernel/machine-keys/machine-keys.ts";
import type { CarrierSecrets } from "./carrier-secrets.ts";
import type { Carrier, Carriers } from "./carriers.ts";
import { emsOrders } from "./ems/orders.ts";
import type { OrderDesk } from "./order-desk.ts";
import { sfOrders } from "./sf/orders.ts";
import { tongbanOrders } from "./tongban/orders.ts";

type Needs = { keys: MachineKeys; secrets: CarrierSecrets; now: Clock };

function deskFor(carrier: Carrier, { keys, secrets, now }: Needs): OrderDesk {
  switch (carrier.kind) {
    case "tongban":
      return tongbanOrders({ carrier, keys, now });
    case "sf":
      return sfOrders({ carrier, secrets, now });
    case "ems":
      return emsOrders({ carrier, secrets, now });
  }
}

/** Where orders are placed with each of the carriers, by id. */
export function orderDesks(carriers: Carriers, needs: Needs) {
  const desks = new Map(carriers.map((carrier) => [carrier.id, deskFor(carrier, needs)]));
  return (carrierId: string): OrderDesk | undefined => desks.get(carrierId);
}
