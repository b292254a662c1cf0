import type { Outbox } from "#shared/messaging/outbox.ts";
import { fromItem } from "./head-item.ts";
import { eventOf } from "./history.ts";

export const caseOutbox: Outbox = (image) => {
  const head = fromItem(image);
  return {
    event: eventOf(head),
    version: head.version,
    ...(head.lastEvent.note && { privateNote: head.lastEvent.note }),
  };
};
