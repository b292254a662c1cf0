import { archiveEvents } from "#events/archive.ts";
import type { Followed, FollowedEvent } from "#shared/kernel/context.ts";
import { followedDeliveries } from "./follow-deliveries.ts";
import { followedExaminations } from "./follow-examinations.ts";
import { followedPayments } from "./follow-payments.ts";
import { followedServices } from "./follow-services.ts";
import { licenceCorrectionEvents, remedyEvents } from "./wiring.ts";

/** The events that `case-follow` handles. */
export const caseFollowEvents: Followed = {
  ...followedDeliveries,
  ...followedPayments,
  ...remedyEvents,
  ...licenceCorrectionEvents,
  archived: archiveEvents.archived,
  ...followedServices,
};

const { inspections, hearings, parties } = followedExaminations;
/** Named by their records: of both families some steps have one name. */
const named = (record: string, events: Readonly<Record<string, FollowedEvent>>) =>
  Object.fromEntries(Object.entries(events).map(([name, event]) => [`${record}.${name}`, event]));

/** The events that `case-examinations` handles. */
export const caseExaminationEvents: Followed = {
  ...named("inspection", inspections),
  ...named("hearing", hearings),
  ...named("interestedParty", parties),
};
