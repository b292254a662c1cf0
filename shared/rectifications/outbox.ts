import type { Outbox } from "#shared/kernel/messaging/outbox.ts";
import { orderEventOf } from "./order.ts";
import { fromItem } from "./order-item.ts";

/** Who did it and in which words: for the history, not for the bus. */
export const rectificationOutbox: Outbox = (head) => {
  const order = fromItem(head);
  const { actor, words } = order.lastEvent;
  return {
    event: orderEventOf(order),
    version: order.version,
    privateNote: { actor, ...(words && { words }) },
  };
};
