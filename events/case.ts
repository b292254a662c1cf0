import * as z from "zod";
import { defineEvent, type EventOf } from "./define-event.ts";
import { examinationId, examinationKinds } from "./examination.ts";
import { caseNumber, departmentCode, digest, itemCode } from "./identifiers.ts";
import { feeSteps } from "./payment.ts";
import { remedyKinds, remedyOutcomes } from "./remedy.ts";

export const caseStates = [
  "awaitingParties",
  "submitted",
  "returned",
  "awaitingAcceptance",
  "supplementRequested",
  "accepted",
  "suspended",
  "forwarded",
  "approved",
  "rejected",
  "delivering",
  "completed",
  "refused",
  "withdrawn",
  "terminated",
] as const;
export type CaseState = (typeof caseStates)[number];

export const handInModes = ["online", "courier", "window"] as const;
export const receiveModes = ["electronic", "window", "courier"] as const;

/**
 * The limits that a case can run against: everybody who applies together confirms, what is missing is listed, the
 * applicant answers, the decision as promised and by law, the announced end of a suspension, what was deferred comes,
 * the delivery, the answer to an urging, the decision of an upper organ.
 */
export const caseLimits = [
  "parties",
  "notice",
  "answer",
  "promise",
  "law",
  "suspension",
  "deferred",
  "delivery",
  "urging",
  "upper",
] as const;
export type CaseLimit = (typeof caseLimits)[number];

/** What every event of a case (办件) holds: ids and codes only, no personal data. */
const caseFacts = {
  caseNumber,
  to: z.enum(caseStates),
  itemCode,
  itemVersion: z.int().positive(),
  department: departmentCode,
  /** OIDC subject of the applicant's account: who may rate and be notified. */
  applicantId: z.string().min(1),
  actor: z.strictObject({ role: z.string().min(1), id: z.string().min(1) }),
  handIn: z.enum(handInModes),
  receive: z.enum(receiveModes),
  /** End of the legal time limit, when one runs. */
  dueAt: z.iso.datetime().optional(),
  /** Which limit ends soon or is over. */
  limit: z.enum(caseLimits).optional(),
  /** The step that waits for the case's fee; left out where none is paid. */
  fee: z.enum(feeSteps).optional(),
  /** A joint matter (一件事): its parts are cases of their own. */
  joint: z.literal(true).optional(),
  /** 告知承诺: it relies on a commitment of the applicant. */
  committed: z.literal(true).optional(),
  /** The joint matter that this case is a part of. */
  parent: caseNumber.optional(),
  /** Which attempt to deliver the result it is, once one has failed. */
  deliveryAttempt: z.int().positive().optional(),
  /** The department that an opinion is asked of or comes from. */
  opinionOf: departmentCode.optional(),
  /** The inspection, hearing or third party that this step tells of, and how it stands. */
  examination: z
    .strictObject({
      kind: z.enum(examinationKinds),
      id: examinationId,
      version: z.int().positive(),
      state: z.string().min(1),
      step: z.string().min(1),
    })
    .optional(),
  /** The last reconsideration or lawsuit about the decision, and how it ended. */
  remedy: z
    .strictObject({ kind: z.enum(remedyKinds), outcome: z.enum(remedyOutcomes).optional() })
    .optional(),
  /** The case whose decision is made anew in this one. */
  anewFor: caseNumber.optional(),
  /** SHA-256 over the previous event's hash and this event, hex: the history is a chain. */
  hash: digest,
};

const define = <Name extends string>(name: Name) => defineEvent("case", name, caseFacts);

export const caseEvents = {
  filed: define("filed"),
  applicationConfirmed: define("applicationConfirmed"),
  applicationDeclined: define("applicationDeclined"),
  applicationExpired: define("applicationExpired"),
  submitted: define("submitted"),
  partOpened: define("partOpened"),
  /** A decision that was revoked is made anew: the first event of the case in which that is done. */
  openedAnew: define("openedAnew"),
  assigned: define("assigned"),
  released: define("released"),
  preReviewPassed: define("preReviewPassed"),
  returned: define("returned"),
  resubmitted: define("resubmitted"),
  originalsReceived: define("originalsReceived"),
  supplementRequested: define("supplementRequested"),
  supplemented: define("supplemented"),
  lapsed: define("lapsed"),
  accepted: define("accepted"),
  refused: define("refused"),
  fileTransferRequested: define("fileTransferRequested"),
  fileTransferred: define("fileTransferred"),
  suspended: define("suspended"),
  resumed: define("resumed"),
  extensionProposed: define("extensionProposed"),
  extended: define("extended"),
  furtherNoticeProposed: define("furtherNoticeProposed"),
  furtherNoticeConfirmed: define("furtherNoticeConfirmed"),
  proposalDeclined: define("proposalDeclined"),
  documentServed: define("documentServed"),
  opinionAsked: define("opinionAsked"),
  opinionGiven: define("opinionGiven"),
  deferredSubmitted: define("deferredSubmitted"),
  urged: define("urged"),
  urgingAnswered: define("urgingAnswered"),
  examinationRecorded: define("examinationRecorded"),
  personCorrected: define("personCorrected"),
  forwarded: define("forwarded"),
  upperReceived: define("upperReceived"),
  upperDecided: define("upperDecided"),
  approved: define("approved"),
  rejected: define("rejected"),
  decidedOnTheSpot: define("decidedOnTheSpot"),
  partDecided: define("partDecided"),
  partEnded: define("partEnded"),
  handedOver: define("handedOver"),
  collected: define("collected"),
  delivered: define("delivered"),
  deliveryFailed: define("deliveryFailed"),
  deliveryStalled: define("deliveryStalled"),
  redeliveryRequested: define("redeliveryRequested"),
  lookUpRecorded: define("lookUpRecorded"),
  remedyReceived: define("remedyReceived"),
  remedyDecided: define("remedyDecided"),
  remedyCarriedOut: define("remedyCarriedOut"),
  decisionCorrected: define("decisionCorrected"),
  licenceCorrected: define("licenceCorrected"),
  withdrawalAsked: define("withdrawalAsked"),
  withdrawn: define("withdrawn"),
  terminated: define("terminated"),
  nearDue: define("nearDue"),
  overdue: define("overdue"),
  recalculated: define("recalculated"),
  /** Its fee was paid, or waived. */
  feeSettled: define("feeSettled"),
};
export type CaseEventName = keyof typeof caseEvents;
export type CaseEvent = EventOf<(typeof caseEvents)[CaseEventName]>;
