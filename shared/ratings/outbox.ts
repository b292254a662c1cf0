import type { Outbox } from "#shared/kernel/messaging/outbox.ts";
import { ratingEventOf } from "./rating.ts";
import { fromItem } from "./rating-item.ts";

/** What a rating's current record says to the world; silent until invitation and rating are both there. */
export const ratingOutbox: Outbox = (head) => {
  const record = fromItem(head);
  const event = ratingEventOf(record);
  const { by, why } = record.standing ?? {};
  return (
    event && {
      event,
      version: record.version,
      ...(by && why && { privateNote: { by, why } }),
    }
  );
};
