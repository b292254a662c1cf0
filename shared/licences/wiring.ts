import { caseEvents } from "#events/case.ts";
import { commitmentEvents } from "#events/commitment.ts";
import { deadLetters, fieldKeys, secret, setting, table } from "#shared/kernel/needs.ts";

const own = { LICENCE_KEY_SECRET: secret("licenceKey") };

/** In whose name citizens speak. */
const standing = {
  REPRESENTATIONS_TABLE: table("representations", "get", "getMany", "query:byAgent"),
  PERSON_INDEX_SECRET: secret("personIndex"),
  ...fieldKeys,
};

/** What each function needs: the infrastructure grants it, the function reads its environment by it. */
export const needs = {
  /** Pages' public address: where codes on licences lead. */
  api: {
    ...own,
    ...standing,
    LICENCES_TABLE: table("licences", "get", "query", "query:byHolder", "put"),
    PAGES_URL: setting("pagesUrl"),
  },
  issuing: {
    ...own,
    LICENCES_TABLE: table("licences", "get", "query:byHolder", "put"),
    ...fieldKeys,
    PERSON_INDEX_SECRET: secret("personIndex"),
    CASES_TABLE: table("cases", "get"),
    CATALOGUE_TABLE: table("catalogue", "get"),
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
