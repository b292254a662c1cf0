import { caseEvents } from "#events/case.ts";
import { paymentEvents } from "#events/payment.ts";
import { calendar, deadLetters, fieldKeys, secret, setting, table } from "#shared/kernel/needs.ts";

const platform = {
  CALENDAR_TABLE: calendar,
  FEE_PLATFORM: setting("feePlatform"),
  MACHINE_KEYS_SECRET: secret("machineKeys"),
};
const changes = ["get", "put"] as const;
const cases = { CASES_TABLE: table("cases", "get"), CATALOGUE_TABLE: table("catalogue", "get") };

/** In whose name citizens speak. */
const standing = {
  REPRESENTATIONS_TABLE: table("representations", "get", "getMany", "query:byAgent"),
  PERSON_INDEX_SECRET: secret("personIndex"),
  ...fieldKeys,
};

/** What each function needs: the infrastructure grants it, the function reads its environment by it. */
export const needs = {
  api: {
    ...platform,
    ...cases,
    ...standing,
    PAYMENTS_TABLE: table(
      "payments",
      ...changes,
      "getMany",
      "query",
      "query:open",
      "query:openByDepartment",
      "query:byApplicant",
      "query:byCase",
      "query:openDifferences",
      "query:openDifferencesByDepartment",
    ),
  },
  callback: { ...platform, PAYMENTS_TABLE: table("payments", ...changes) },
  handover: {
    ...platform,
    ...cases,
    ...fieldKeys,
    PAYMENTS_TABLE: table("payments", ...changes, "query:byCase"),
    DEAD_LETTER_QUEUE_URL: deadLetters,
  },
  watch: {
    ...platform,
    ...cases,
    ...fieldKeys,
    PAYMENTS_TABLE: table("payments", ...changes, "query:watched", "query:openDifferences"),
  },
  reconciliation: { ...platform, PAYMENTS_TABLE: table("payments", ...changes, "query:byPaidDay") },
};

const { submitted, accepted, partOpened, approved, decidedOnTheSpot } = caseEvents;
const { withdrawn, refused, terminated, lapsed } = caseEvents;
const { issued, waived, cancelled, expired, refundConfirmed } = paymentEvents;

/** The events that `payment-handover` handles. */
export const follows = {
  ...{ submitted, accepted, partOpened, approved, decidedOnTheSpot },
  ...{ withdrawn, refused, terminated, lapsed },
  ...{ issued, waived, cancelled, expired, refundConfirmed },
};
/** Of cases that cost something, and of payments. */
export const where = { $or: [{ fee: [{ exists: true }] }, { paymentId: [{ exists: true }] }] };
