import { caseEvents } from "#events/case.ts";
import { deadLetters, read, readWrite } from "#shared/kernel/needs.ts";

const own = { COMMITMENTS_TABLE: readWrite("commitments"), CALENDAR_TABLE: read("calendar") };

/** What each function needs: the infrastructure grants it, the function reads its environment by it. */
export const needs = {
  api: own,
  follow: {
    ...own,
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
