import { caseOutbox } from "#shared/cases/outbox.ts";
import { catalogueOutbox } from "#shared/catalogue/outbox.ts";
import { deliveryOutbox } from "#shared/delivery/outbox.ts";
import type { Outbox } from "#shared/kernel/messaging/outbox.ts";
import { licenceOutbox } from "#shared/licences/outbox.ts";
import { ratingOutbox } from "#shared/ratings/outbox.ts";
import { rectificationOutbox } from "#shared/rectifications/outbox.ts";

/** Each context with a table, and what its current records have to say. */
export const outboxes = {
  cases: caseOutbox,
  deliveries: deliveryOutbox,
  ratings: ratingOutbox,
  catalogue: catalogueOutbox,
  licences: licenceOutbox,
  rectifications: rectificationOutbox,
} satisfies Record<string, Outbox>;
