import * as z from "zod";
import { defineEvent, type EventOf } from "./define-event.ts";
import { examinationFacts, examinationId } from "./examination.ts";

export const interestedPartyStates = [
  "named",
  "informed",
  "objected",
  "considered",
  "agreed",
  "silent",
  "cancelled",
] as const;
export type InterestedPartyState = (typeof interestedPartyStates)[number];

/** Their names are in the context's own table only. */
export const interestedPartyFacts = {
  partyId: examinationId,
  ...examinationFacts,
  state: z.enum(interestedPartyStates),
  /** Until when this party may ask for a hearing, where the right was announced. */
  hearingRequestBy: z.iso.datetime().optional(),
};

const define = <Name extends string>(name: Name) =>
  defineEvent("interested-party", name, interestedPartyFacts);

/** 利害关系人: what happens to a third party whom a case concerns. */
export const interestedPartyEvents = {
  named: define("named"),
  informed: define("informed"),
  /** The notice was taken up by a signed-in person. */
  joined: define("joined"),
  stated: define("stated"),
  /** What was objected has been weighed. */
  considered: define("considered"),
  hearingRequested: define("hearingRequested"),
  hearingRequestWithdrawn: define("hearingRequestWithdrawn"),
  /** The days are over and nothing was said. */
  lapsed: define("lapsed"),
  cancelled: define("cancelled"),
  nearDue: define("nearDue"),
  overdue: define("overdue"),
};
export type InterestedPartyEvent = EventOf<
  (typeof interestedPartyEvents)[keyof typeof interestedPartyEvents]
>;
