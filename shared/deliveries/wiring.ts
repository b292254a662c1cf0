import { caseEvents } from "#events/case.ts";
import { deliveryEvents } from "#events/delivery.ts";
import { deadLetters, ownQueue, queue, read, readWrite, secret, setting } from "#shared/kernel/needs.ts";

const table = { DELIVERIES_TABLE: readWrite("deliveries") };
const carriers = { CARRIERS: setting("carriers") };
const speaking = { ...carriers, CARRIERS_SECRET: secret("carrierSecrets") };

/** What each function needs: the infrastructure grants it, the function reads its environment by it. */
export const needs = {
  handover: {
    ...table,
    ...speaking,
    MACHINE_KEYS_SECRET: secret("machineKeys"),
    CASES_TABLE: read("cases"),
    QUEUE_URL: ownQueue,
    DEAD_LETTER_QUEUE_URL: deadLetters,
  },
  callback: {
    ...table,
    ...speaking,
    MACHINE_KEYS_SECRET: secret("machineKeys"),
    COURIER_EVENTS_QUEUE_URL: queue("courier-events"),
  },
  tracking: { ...table, ...speaking, DEAD_LETTER_QUEUE_URL: deadLetters },
  watch: { ...table, ...carriers },
};

/** With pauses that grow to a quarter of an hour: a carrier may be away for two hours. */
export const handoverAttempts = 16;

const { preReviewPassed, approved, rejected, decidedOnTheSpot, partDecided, redeliveryRequested } =
  caseEvents;
const { refused, withdrawn, lapsed, terminated } = caseEvents;

/** The events that `courier-handover` handles. */
export const follows = {
  preReviewPassed,
  approved,
  rejected,
  decidedOnTheSpot,
  partDecided,
  redeliveryRequested,
  refused,
  withdrawn,
  lapsed,
  terminated,
  arrived: deliveryEvents.delivered,
};
/**
 * Of cases whose papers come by courier, of those to be sent out by one once there is something to send, and of papers
 * that came to the office.
 */
export const where = {
  $or: [
    { handIn: ["courier"] },
    { receive: ["courier"], to: [{ "anything-but": ["awaitingAcceptance"] }] },
    { leg: ["inbound"] },
  ],
};
