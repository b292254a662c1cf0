import { caseEvents } from "#events/case.ts";
import { ratingEvents } from "#events/rating.ts";
import { rectificationEvents } from "#events/rectification.ts";
import { deadLetters, queue, read, readWrite, secret } from "#shared/kernel/needs.ts";

const table = { RATINGS_TABLE: readWrite("ratings") };
const speaking = { ...table, CASES_TABLE: read("cases"), MACHINE_KEYS_SECRET: secret("machineKeys") };

/** What each function needs: the infrastructure grants it, the function reads its environment by it. */
export const needs = {
  callback: { ...speaking, DEVICE_RATINGS_QUEUE_URL: queue("device-ratings") },
  desk: speaking,
  intake: { ...table, DEAD_LETTER_QUEUE_URL: deadLetters, DEVICE_RATINGS_DEAD_LETTER_QUEUE_URL: deadLetters },
  figures: table,
};

const { accepted, decidedOnTheSpot, collected, delivered, refused } = caseEvents;
const { closed, appealUpheld } = rectificationEvents;

/** The events that `rating-intake` handles. */
export const follows = {
  accepted,
  decidedOnTheSpot,
  collected,
  delivered,
  refused,
  ...ratingEvents,
  closed,
  appealUpheld,
};
