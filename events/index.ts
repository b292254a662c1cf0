import { caseEvents } from "./case.ts";
import { catalogueEvents } from "./catalogue.ts";
import type { EventDefinition } from "./define-event.ts";
import { deliveryEvents } from "./delivery.ts";
import { licenceEvents } from "./licence.ts";
import { ratingEvents } from "./rating.ts";
import { rectificationEvents } from "./rectification.ts";

const definitions: { type: string }[] = [
  caseEvents,
  deliveryEvents,
  ratingEvents,
  rectificationEvents,
  licenceEvents,
  catalogueEvents,
].flatMap((group): { type: string }[] => Object.values(group));

/** Every event there is, by type. */
export const allEvents = new Map(
  definitions.map((definition) => [definition.type, definition as EventDefinition]),
);
