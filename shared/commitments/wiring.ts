import { caseEvents } from "#events/case.ts";
import { deadLetters, fieldKeys, read, readWrite, secret } from "#shared/kernel/needs.ts";

const own = { COMMITMENTS_TABLE: readWrite("commitments"), CALENDAR_TABLE: read("calendar") };

/** In whose name citizens speak. */
const standing = {
  REPRESENTATIONS_TABLE: read("representations"),
  PERSON_INDEX_SECRET: secret("personIndex"),
  ...fieldKeys,
};

/** What each function needs: the infrastructure grants it, the function reads its environment by it. */
export const needs = {
  api: { ...own, ...standing, CASES_TABLE: read("cases") },
  follow: {
    ...own,
    ...fieldKeys,
    CASES_TABLE: read("cases"),
    CATALOGUE_TABLE: read("catalogue"),
    DEAD_LETTER_QUEUE_URL: deadLetters,
  },
  deadlines: own,
};

/** The decisions that relied on a commitment: few do, and the others' events never come here. */
const where = [{ committed: [true] }];
export const follows = {
  approved: { ...caseEvents.approved, where },
  decidedOnTheSpot: { ...caseEvents.decidedOnTheSpot, where },
};
