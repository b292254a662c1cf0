import { ratingEvents } from "#events/rating.ts";
import { rectificationEvents } from "#events/rectification.ts";
import { deadLetters, fieldKeys, pageMarks, queue, secret, table } from "#shared/kernel/needs.ts";

/** What figures are made of: what was accepted, what ended, and what was said of it. */
const rated = ["query", "query:byDay", "query:byRatableDay", "put"] as const;
const ratable = ["query:byAcceptance", "query:byEnd"] as const;
const speaking = { MACHINE_KEYS_SECRET: secret("machineKeys") };
/** What a national record tells of beside the rating. */
const national = {
  CATALOGUE_TABLE: table("catalogue", "get"),
  STAFF_TABLE: table("staff", "get"),
  ...fieldKeys,
};

/** In whose name citizens speak. */
const standing = {
  REPRESENTATIONS_TABLE: table("representations", "getMany", "query:byAgent"),
  PERSON_INDEX_SECRET: secret("personIndex"),
  ...fieldKeys,
};

/** What each function needs: the infrastructure grants it, the function reads its environment by it. */
export const needs = {
  callback: {
    ...speaking,
    ...standing,
    RATINGS_TABLE: table(
      "ratings",
      ...rated,
      "get",
      "getMany",
      "query:comments",
      "query:publishedByDepartment",
      "query:publishedByItem",
    ),
    CASES_TABLE: table("cases", "get", "query", ...ratable),
    DEVICE_RATINGS_QUEUE_URL: queue("device-ratings"),
  },
  management: {
    ...speaking,
    ...pageMarks,
    ...national,
    RATINGS_TABLE: table(
      "ratings",
      ...rated,
      "get",
      "getMany",
      "query:waiting",
      "query:comments",
      "query:devices",
      "query:devicesByDepartment",
      "query:draws",
    ),
    CASES_TABLE: table("cases", "get", "query", ...ratable),
  },
  intake: {
    ...national,
    RATINGS_TABLE: table("ratings", "get", "put", "update"),
    CASES_TABLE: table("cases", "get"),
    DEAD_LETTER_QUEUE_URL: deadLetters,
    DEVICE_RATINGS_DEAD_LETTER_QUEUE_URL: deadLetters,
  },
  figures: {
    RATINGS_TABLE: table("ratings", ...rated),
    CASES_TABLE: table("cases", ...ratable),
  },
};

const { calledBack, closed, appealUpheld } = rectificationEvents;

/** The events that `rating-intake` handles. */
export const follows = { ...ratingEvents, calledBack, closed, appealUpheld };
