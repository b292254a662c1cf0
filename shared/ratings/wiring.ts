import { ratingEvents } from "#events/rating.ts";
import { rectificationEvents } from "#events/rectification.ts";
import { deadLetters, fieldKeys, queue, read, readWrite, secret } from "#shared/kernel/needs.ts";

const tables = { RATINGS_TABLE: readWrite("ratings"), CASES_TABLE: read("cases") };
/** What a national record tells of beside the rating. */
const national = { CATALOGUE_TABLE: read("catalogue"), STAFF_TABLE: read("staff"), ...fieldKeys };
const speaking = { ...tables, MACHINE_KEYS_SECRET: secret("machineKeys") };

/** In whose name citizens speak. */
const standing = {
  REPRESENTATIONS_TABLE: read("representations"),
  PERSON_INDEX_SECRET: secret("personIndex"),
  ...fieldKeys,
};

/** What each function needs: the infrastructure grants it, the function reads its environment by it. */
export const needs = {
  callback: { ...speaking, ...standing, DEVICE_RATINGS_QUEUE_URL: queue("device-ratings") },
  management: { ...speaking, ...national },
  intake: {
    ...tables,
    ...national,
    DEAD_LETTER_QUEUE_URL: deadLetters,
    DEVICE_RATINGS_DEAD_LETTER_QUEUE_URL: deadLetters,
  },
  figures: tables,
};

const { calledBack, closed, appealUpheld } = rectificationEvents;

/** The events that `rating-intake` handles. */
export const follows = { ...ratingEvents, calledBack, closed, appealUpheld };
