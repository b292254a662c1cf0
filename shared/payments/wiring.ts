import { caseEvents } from "#events/case.ts";
import { paymentEvents } from "#events/payment.ts";
import { deadLetters, fieldKeys, read, readWrite, secret, setting } from "#shared/kernel/needs.ts";

const own = { PAYMENTS_TABLE: readWrite("payments"), CALENDAR_TABLE: read("calendar") };
const platform = { FEE_PLATFORM: setting("feePlatform"), MACHINE_KEYS_SECRET: secret("machineKeys") };
const cases = { CASES_TABLE: read("cases"), CATALOGUE_TABLE: read("catalogue") };

/** In whose name citizens speak. */
const standing = {
  REPRESENTATIONS_TABLE: read("representations"),
  PERSON_INDEX_SECRET: secret("personIndex"),
  ...fieldKeys,
};

/** What each function needs: the infrastructure grants it, the function reads its environment by it. */
export const needs = {
  api: { ...own, ...platform, ...cases, ...standing },
  callback: { ...own, ...platform },
  handover: { ...own, ...platform, ...cases, ...fieldKeys, DEAD_LETTER_QUEUE_URL: deadLetters },
  watch: { ...own, ...platform, ...cases, ...fieldKeys },
  reconciliation: { ...own, ...platform },
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
