import type { Outbox } from "#shared/kernel/messaging/outbox.ts";
import { legEventOf } from "./leg.ts";
import { fromItem } from "./leg-item.ts";

/** What a leg's current record says to the world; version 1 (requested) is silent. */
export const deliveryOutbox: Outbox = (head) => {
  const leg = fromItem(head);
  const event = legEventOf(leg);
  return event && { event, version: leg.version };
};
