import type { Outbox } from "#shared/kernel/messaging/outbox.ts";
import { licenceEventOf } from "./licence.ts";
import { fromItem } from "./licence-item.ts";

export const licenceOutbox: Outbox = (head) => {
  const licence = fromItem(head);
  const { reason } = licence.lastEvent;
  return {
    event: licenceEventOf(licence),
    version: licence.version,
    ...(reason && { privateNote: { reason } }),
  };
};
