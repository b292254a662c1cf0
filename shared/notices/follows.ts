import { caseEvents } from "#events/case.ts";
import { commitmentEvents } from "#events/commitment.ts";
import { deliveryEvents } from "#events/delivery.ts";
import { hearingEvents } from "#events/hearing.ts";
import { inspectionEvents } from "#events/inspection.ts";
import { licenceEvents } from "#events/licence.ts";
import { paymentEvents } from "#events/payment.ts";
import { matchEvents } from "#events/policy-match.ts";
import type { FollowedEvent } from "#shared/kernel/context.ts";
import { type Rule, rules } from "./rules.ts";

const families = {
  case: caseEvents,
  commitment: commitmentEvents,
  delivery: deliveryEvents,
  hearing: hearingEvents,
  inspection: inspectionEvents,
  licence: licenceEvents,
  payment: paymentEvents,
  "policy-match": matchEvents,
} as const;

/** What rules can be about, as they name it. */
export const knownEvents = Object.fromEntries(
  Object.entries(families).flatMap(([family, events]) =>
    Object.entries(events).map(([name, definition]) => [`${family}.${name}`, definition]),
  ),
);

const followed = ({ event, where }: Rule): FollowedEvent => {
  const definition = knownEvents[event];
  if (!definition) throw new Error(`a rule of notices is about the unknown event ${event}`);
  return { ...definition, ...(where && { where: [where] }) };
};

/** The events that mean a notice by some rule. */
export const ruledEvents: Readonly<Record<string, FollowedEvent>> = Object.fromEntries(
  rules.map((rule) => [rule.event, followed(rule)]),
);

/** `case.accepted` of `tongban.case.accepted.v1`. */
export const ruledNameOf = (type: string): string => type.split(".").slice(1, 3).join(".");

/** How letters with documents end, by which their service is proved or not. */
const letters = [{ leg: ["notice"] }];
export const letterEvents = {
  "letter.delivered": { ...deliveryEvents.delivered, where: letters },
  "letter.returned": { ...deliveryEvents.returned, where: letters },
  "letter.lost": { ...deliveryEvents.lost, where: letters },
  "letter.stalled": { ...deliveryEvents.stalled, where: letters },
  "letter.cancelled": { ...deliveryEvents.cancelled, where: letters },
} satisfies Record<string, FollowedEvent>;
