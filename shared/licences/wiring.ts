import { caseEvents } from "#events/case.ts";
import { commitmentEvents } from "#events/commitment.ts";
import { deadLetters, fieldKeys, read, readWrite, secret, setting } from "#shared/kernel/needs.ts";

const own = { LICENCES_TABLE: readWrite("licences"), LICENCE_KEY_SECRET: secret("licenceKey") };

/** In whose name citizens speak. */
const standing = {
  REPRESENTATIONS_TABLE: read("representations"),
  PERSON_INDEX_SECRET: secret("personIndex"),
  ...fieldKeys,
};

/** What each function needs: the infrastructure grants it, the function reads its environment by it. */
export const needs = {
  /** Pages' public address: where codes on licences lead. */
  api: { ...own, ...standing, PAGES_URL: setting("pagesUrl") },
  issuing: {
    ...own,
    ...fieldKeys,
    PERSON_INDEX_SECRET: secret("personIndex"),
    CASES_TABLE: read("cases"),
    CATALOGUE_TABLE: read("catalogue"),
    DEAD_LETTER_QUEUE_URL: deadLetters,
  },
};

/** The events that `licence-issuing` handles. */
export const follows = {
  approved: caseEvents.approved,
  decidedOnTheSpot: caseEvents.decidedOnTheSpot,
  revoked: commitmentEvents.revoked,
  remedyCarriedOut: caseEvents.remedyCarriedOut,
};
