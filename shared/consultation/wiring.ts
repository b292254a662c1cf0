import { catalogueEvents } from "#events/catalogue.ts";
import { calendar, deadLetters, fieldKeys, pageMarks, secret, table } from "#shared/kernel/needs.ts";

const own = { CALENDAR_TABLE: calendar };

/** In whose name citizens speak. */
const standing = {
  REPRESENTATIONS_TABLE: table("representations", "getMany", "query:byAgent"),
  PERSON_INDEX_SECRET: secret("personIndex"),
};

/** What each function needs: the infrastructure grants it, the function reads its environment by it. */
export const needs = {
  consultations: {
    ...own,
    ...standing,
    ...fieldKeys,
    CONSULTATION_TABLE: table(
      "consultation",
      "get",
      "getMany",
      "query",
      "query:desk",
      "query:byAsker",
      "put",
    ),
    CATALOGUE_TABLE: table("catalogue", "get"),
    CASES_TABLE: table("cases", "get"),
    ACCESSES_TABLE: table("accesses", "query"),
  },
  faqs: {
    ...own,
    ...pageMarks,
    CONSULTATION_TABLE: table(
      "consultation",
      "get",
      "query",
      "query:faqDesk",
      "query:ofItem",
      "query:published",
      "put",
    ),
    CATALOGUE_TABLE: table("catalogue", "get"),
  },
  follow: {
    ...own,
    CONSULTATION_TABLE: table("consultation", "get", "query:ofItem", "put"),
    DEAD_LETTER_QUEUE_URL: deadLetters,
  },
  deadlines: { ...own, CONSULTATION_TABLE: table("consultation", "get", "query:open", "put") },
};

/** What `consultation-follow` handles: an item's new version. */
export const follows = { published: catalogueEvents.published };
