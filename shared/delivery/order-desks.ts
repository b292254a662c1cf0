import type { MachineKeys } from "#shared/machine-keys/machine-keys.ts";
import type { OrderDesk } from "./carrier-format.ts";
import type { Carrier, CarrierKind, Carriers } from "./carriers.ts";
import { tongbanOrders } from "./tongban-orders.ts";

type MakeDesk = (options: { carrier: Carrier; keys: MachineKeys; now: () => Date }) => OrderDesk;

/** One entry per kind of carrier. */
const makers: Record<CarrierKind, MakeDesk> = { tongban: tongbanOrders };

/** Where orders are placed with each of the carriers, by id. */
export function orderDesks(carriers: Carriers, keys: MachineKeys, now: () => Date) {
  const desks = new Map(
    carriers.map((carrier) => [carrier.id, makers[carrier.kind]({ carrier, keys, now })]),
  );
  return (carrierId: string): OrderDesk | undefined => desks.get(carrierId);
}
