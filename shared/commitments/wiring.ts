import { caseEvents } from "#events/case.ts";
import { calendar, deadLetters, fieldKeys, secret, table } from "#shared/kernel/needs.ts";

/** In whose name citizens speak. */
const standing = {
  REPRESENTATIONS_TABLE: table("representations", "getMany", "query:byAgent"),
  PERSON_INDEX_SECRET: secret("personIndex"),
  ...fieldKeys,
};

/** What each function needs: the infrastructure grants it, the function reads its environment by it. */
export const needs = {
  api: {
    ...standing,
    COMMITMENTS_TABLE: table(
      "commitments",
      "get",
      "getMany",
      "query",
      "query:open",
      "query:openByDepartment",
      "put",
    ),
    CALENDAR_TABLE: calendar,
    CASES_TABLE: table("cases", "get"),
  },
  follow: {
    COMMITMENTS_TABLE: table("commitments", "put"),
    CALENDAR_TABLE: calendar,
    ...fieldKeys,
    CASES_TABLE: table("cases", "get"),
    CATALOGUE_TABLE: table("catalogue", "get"),
    DEAD_LETTER_QUEUE_URL: deadLetters,
  },
  deadlines: {
    COMMITMENTS_TABLE: table("commitments", "get", "query:open", "put"),
    CALENDAR_TABLE: calendar,
  },
};

/** The decisions that relied on a commitment: few do, and the others' events never come here. */
const where = [{ committed: [true] }];
export const follows = {
  approved: { ...caseEvents.approved, where },
  decidedOnTheSpot: { ...caseEvents.decidedOnTheSpot, where },
};
