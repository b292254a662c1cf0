import { ratingEvents } from "#events/rating.ts";
import { deadLetters, read, readWrite } from "#shared/kernel/needs.ts";

/** What each function needs: the infrastructure grants it, the function reads its environment by it. */
export const needs = {
  api: {
    RECTIFICATIONS_TABLE: readWrite("rectifications"),
    CASES_TABLE: read("cases"),
    RATINGS_TABLE: read("ratings"),
    CALENDAR_TABLE: read("calendar"),
  },
  follow: {
    RECTIFICATIONS_TABLE: readWrite("rectifications"),
    RATINGS_TABLE: read("ratings"),
    CALENDAR_TABLE: read("calendar"),
    DEAD_LETTER_QUEUE_URL: deadLetters,
  },
  deadlines: { RECTIFICATIONS_TABLE: readWrite("rectifications"), CALENDAR_TABLE: read("calendar") },
};

/** The events that `rectification-follow` handles. */
export const follows = { received: ratingEvents.received, dismissed: ratingEvents.dismissed };
