import type { Outbox } from "#shared/kernel/messaging/outbox.ts";
import { fromItem } from "./head-item.ts";
import { changesBetween, eventOf } from "./history.ts";

export const caseOutbox: Outbox = (image, before) => {
  const head = fromItem(image);
  return {
    event: eventOf(head),
    version: head.version,
    changes: changesBetween(before && fromItem(before), head),
    ...(head.lastEvent.note && { privateNote: head.lastEvent.note }),
  };
};
