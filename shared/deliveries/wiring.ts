import { caseEvents } from "#events/case.ts";
import { deliveryEvents } from "#events/delivery.ts";
import { serviceEvents } from "#events/notice.ts";
import { deadLetters, fieldKeys, queue, secret, setAside, setting, table } from "#shared/kernel/needs.ts";

const changes = ["get", "put"] as const;
const carriers = { CARRIERS: setting("carriers") };
const speaking = { ...carriers, CARRIERS_SECRET: secret("carrierSecrets") };

/** What each function needs: the infrastructure grants it, the function reads its environment by it. */
export const needs = {
  handover: {
    ...speaking,
    DELIVERIES_TABLE: table("deliveries", ...changes, "query"),
    ...fieldKeys,
    MACHINE_KEYS_SECRET: secret("machineKeys"),
    CASES_TABLE: table("cases", "get"),
    DEAD_LETTER_QUEUE_URL: deadLetters,
  },
  callback: {
    ...speaking,
    DELIVERIES_TABLE: table("deliveries", ...changes, "query:byWaybill"),
    MACHINE_KEYS_SECRET: secret("machineKeys"),
    COURIER_EVENTS_QUEUE_URL: queue("courier-events"),
  },
  tracking: {
    ...speaking,
    DELIVERIES_TABLE: table("deliveries", ...changes, "query:byWaybill"),
    DEAD_LETTER_QUEUE_URL: deadLetters,
    SET_ASIDE_QUEUE_URL: setAside,
  },
  watch: { ...carriers, DELIVERIES_TABLE: table("deliveries", ...changes, "query:open") },
};

/** The events that `courier-handover` handles. */
export const follows = {
  preReviewPassed: caseEvents.preReviewPassed,
  approved: caseEvents.approved,
  upperDecided: caseEvents.upperDecided,
  rejected: caseEvents.rejected,
  decidedOnTheSpot: caseEvents.decidedOnTheSpot,
  partDecided: caseEvents.partDecided,
  redeliveryRequested: caseEvents.redeliveryRequested,
  refused: caseEvents.refused,
  withdrawn: caseEvents.withdrawn,
  lapsed: caseEvents.lapsed,
  terminated: caseEvents.terminated,
  arrived: deliveryEvents.delivered,
  documentPosted: serviceEvents.posted,
};
/**
 * Of cases whose documents come by courier, of those to be sent out by one once there is something to send, of documents
 * that came to the office, and of those that are served by post.
 */
export const where = {
  $or: [
    { handIn: ["courier"] },
    { receive: ["courier"], to: [{ "anything-but": ["awaitingAcceptance"] }] },
    { leg: ["inbound"] },
    { serviceId: [{ exists: true }] },
  ],
};
