import type { Order } from "./order.ts";
import type { OrderStore } from "./order-store.ts";

const attempts = 8;

/**
 * Changes an order by what `change` makes of it, again from a fresh read whenever somebody else wrote first.
 * @returns the order as written; undefined when there is none, or nothing to change
 * @throws Error when others kept writing faster; trying again later is safe
 */
export async function changeOrder(
  store: Pick<OrderStore, "read" | "write">,
  rectificationId: string,
  change: (order: Order) => Order | undefined,
): Promise<Order | undefined> {
  for (let attempt = 1; attempt <= attempts; attempt += 1) {
    const before = await store.read(rectificationId);
    const changed = before && change(before);
    if (!changed) return undefined;
    if (await store.write(changed)) return changed;
  }
  throw new Error(`rectification ${rectificationId} changed ${attempts} times meanwhile`);
}
