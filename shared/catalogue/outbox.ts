import { catalogueEvents } from "#events/catalogue.ts";
import type { Outbox } from "#shared/kernel/messaging/outbox.ts";
import { catalogueHeadSchema } from "./head-item.ts";

/** What a service item's current record says: that this version is published. */
export const catalogueOutbox: Outbox = (image) => {
  const head = catalogueHeadSchema.parse(image);
  const { itemCode, version, department, digest, publishedAt, trace } = head;
  return {
    version,
    event: catalogueEvents.published.create({
      subject: `item/${itemCode}`,
      version,
      time: publishedAt,
      traceparent: trace,
      data: { itemCode, itemVersion: version, department, digest },
    }),
  };
};
