import type { Order } from "#local/carrier/order-book.ts";
import type { EventKind } from "#local/carrier/parcel.ts";
import { journeyOf } from "#local/carrier/parcel.ts";
import { localTables } from "#local/seed.ts";
import { headsOf } from "#scripts/heads.ts";
import { delivery, type Leg } from "#shared/deliveries/record.ts";
import type { Platform } from "./platform.ts";
import { shares } from "./settings.ts";

/** Whether a carrier's interface has a code for it. */
export type Supports = (carrierId: string, kind: EventKind) => boolean;

const ends: readonly string[] = ["delivered", "returned", "lost"];

/** How a parcel's journey ends by its carrier's books; undefined when the carrier never says. */
export const endOf = (order: Pick<Order, "orderId" | "carrierId">, supports: Supports): string | undefined =>
  journeyOf(order.orderId, shares, (kind) => supports(order.carrierId, kind)).find((kind) =>
    ends.includes(kind),
  );

async function allLegs({ started }: Platform): Promise<Leg[]> {
  const legs: Leg[] = [];
  for await (const item of headsOf(started.outputs.DeliveriesTableName, localTables(started)))
    legs.push(delivery.fromItem(item));
  return legs;
}

export type Reconciled = {
  byState: Record<string, number>;
  byCarrier: Record<string, number>;
  wrong: string[];
};

/** Holds every leg against its carrier's books, both ways. */
export async function reconcile(
  platform: Platform,
  orders: Order[],
  supports: Supports,
): Promise<Reconciled> {
  const legs = await allLegs(platform);
  const byLeg = new Map(legs.map((leg) => [leg.legId, leg]));
  const wrong: string[] = [];
  for (const order of orders) {
    const leg = byLeg.get(order.orderId);
    const expected = order.cancelled ? "cancelled" : endOf(order, supports);
    if (!leg) wrong.push(`${order.orderId}: ordered, but there is no such leg`);
    else if (expected ? leg.state !== expected : ends.includes(leg.state))
      wrong.push(`${order.orderId}: its carrier says ${expected ?? "nothing"}, the leg ${leg.state}`);
    else if (leg.waybill !== order.waybill && !order.cancelled)
      wrong.push(`${order.orderId}: another waybill`);
  }
  const ordered = new Set(orders.map(({ orderId }) => orderId));
  for (const leg of legs)
    if (!ordered.has(leg.legId) && leg.state !== "cancelled")
      wrong.push(`${leg.legId}: ${leg.state}, but never ordered`);
  const count = (keyOf: (leg: Leg) => string): Record<string, number> => {
    const counts: Record<string, number> = {};
    for (const leg of legs) counts[keyOf(leg)] = (counts[keyOf(leg)] ?? 0) + 1;
    return counts;
  };
  return { byState: count(({ state }) => state), byCarrier: count(({ carrier }) => carrier), wrong };
}
