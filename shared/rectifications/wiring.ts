import { ratingEvents } from "#events/rating.ts";
import { deadLetters, read, readWrite } from "#shared/kernel/needs.ts";

const own = { RECTIFICATIONS_TABLE: readWrite("rectifications"), CALENDAR_TABLE: read("calendar") };

/** What each function needs: the infrastructure grants it, the function reads its environment by it. */
export const needs = {
  api: { ...own, CASES_TABLE: read("cases"), RATINGS_TABLE: read("ratings") },
  follow: { ...own, RATINGS_TABLE: read("ratings"), DEAD_LETTER_QUEUE_URL: deadLetters },
  deadlines: own,
};

/** The events that `rectification-follow` handles. */
export const follows = { received: ratingEvents.received, dismissed: ratingEvents.dismissed };
