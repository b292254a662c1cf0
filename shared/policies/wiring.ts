import { caseEvents } from "#events/case.ts";
import { policyEvents } from "#events/policy.ts";
import { passEvents } from "#events/policy-pass.ts";
import { subscriberEvents } from "#events/subscriber.ts";
import { deadLetters, fieldKeys, secret, table } from "#shared/kernel/needs.ts";

/** In whose name citizens speak. */
const standing = {
  REPRESENTATIONS_TABLE: table("representations", "get", "getMany", "query:byAgent"),
  PERSON_INDEX_SECRET: secret("personIndex"),
};

/** What each function needs: the infrastructure grants it, the function reads its environment by it. */
export const needs = {
  policies: {
    POLICIES_TABLE: table(
      "policies",
      "get",
      "query",
      "query:policyDesk",
      "query:published",
      "query:ofCategory",
      "query:ofEdition",
      "put",
    ),
    CATALOGUE_TABLE: table("catalogue", "get"),
    PERSON_INDEX_SECRET: secret("personIndex"),
  },
  mine: {
    ...standing,
    ...fieldKeys,
    POLICIES_TABLE: table("policies", "get", "getMany", "query", "put"),
    CASES_TABLE: table("cases", "get"),
    CATALOGUE_TABLE: table("catalogue", "get"),
  },
  matching: {
    ...fieldKeys,
    POLICIES_TABLE: table(
      "policies",
      "get",
      "getMany",
      "query",
      "query:published",
      "query:asking",
      "query:subscribed",
      "query:byOtherName",
      "query:grantedTo",
      "put",
    ),
    CASES_TABLE: table("cases", "get", "getMany", "query:byApplicant"),
    CATALOGUE_TABLE: table("catalogue", "get"),
    DEAD_LETTER_QUEUE_URL: deadLetters,
  },
  deadlines: {
    ...fieldKeys,
    POLICIES_TABLE: table("policies", "get", "getMany", "query", "query:open", "query:waiting", "put"),
    CASES_TABLE: table("cases", "get"),
  },
};

/** What `policy-matching` handles: new facts, somebody's consent or its end, a policy, and each page of its pass. */
export const follows = {
  approved: caseEvents.approved,
  decidedOnTheSpot: caseEvents.decidedOnTheSpot,
  remedyCarriedOut: caseEvents.remedyCarriedOut,
  consented: subscriberEvents.consented,
  withdrawn: subscriberEvents.withdrawn,
  published: policyEvents.published,
  begun: passEvents.begun,
  advanced: passEvents.advanced,
};
