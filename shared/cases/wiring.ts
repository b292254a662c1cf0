import { caseEvents } from "#events/case.ts";
import { licenceEvents } from "#events/licence.ts";
import {
  bus,
  calendar,
  deadLetters,
  fieldKeys,
  objects,
  secret,
  setting,
  table,
} from "#shared/kernel/needs.ts";

/** A case with what lies beside it, and its steps so far. */
const cases = ["get", "query", "put"] as const;
const own = { CASES_TABLE: table("cases", ...cases, "update"), CALENDAR_TABLE: calendar };
/** In whose name citizens speak. */
const standing = {
  REPRESENTATIONS_TABLE: table("representations", "getMany", "query:byAgent"),
  PERSON_INDEX_SECRET: secret("personIndex"),
  ...fieldKeys,
};

/** What each function needs: the infrastructure grants it, the function reads its environment by it. */
export const needs = {
  submission: {
    ...own,
    CASES_TABLE: table(
      "cases",
      ...cases,
      "update",
      "getMany",
      "query:byApplicant",
      "query:byAgent",
      "query:byIdNumber",
    ),
    CATALOGUE_TABLE: table("catalogue", "get"),
    COMMITMENTS_TABLE: table("commitments", "getMany", "query:barring"),
    DOCUMENTS_TABLE: table("documents", "getMany", "query", "put"),
    DELIVERIES_TABLE: table("deliveries", "query"),
    RATINGS_TABLE: table("ratings", "get"),
    LICENCES_TABLE: table("licences", "getMany", "query:byHolder", "put"),
    /** Whether a look at somebody's data that was asked for with a reason is open. */
    ACCESSES_TABLE: table("accesses", "get"),
    ...standing,
    /** Also for whom somebody asks by the number of their representation. */
    REPRESENTATIONS_TABLE: table("representations", "get", "getMany", "query:byAgent"),
    MACHINE_KEYS_SECRET: secret("machineKeys"),
  },
  review: {
    ...own,
    CASES_TABLE: table("cases", ...cases, "update", "query:worklist"),
    ...standing,
    MACHINE_KEYS_SECRET: secret("machineKeys"),
    CATALOGUE_TABLE: table("catalogue", "get"),
    STAFF_TABLE: table("staff", "get"),
  },
  invitations: {
    ...own,
    ...fieldKeys,
    CASES_TABLE: table("cases", ...cases, "getMany", "query:byIdNumber"),
    PERSON_INDEX_SECRET: secret("personIndex"),
  },
  personalData: {
    ...standing,
    CASES_TABLE: table(
      "cases",
      "get",
      "getMany",
      "query",
      "query:byApplicant",
      "query:byIdNumber",
      "query:byPhone",
    ),
    ACCESSES_TABLE: table("accesses", "query"),
    /** What else a person's export tells. */
    NOTICES_TABLE: table("notices", "get", "getMany", "query"),
    CONSULTATION_TABLE: table("consultation", "getMany", "query", "query:byAsker"),
    POLICIES_TABLE: table("policies", "get", "query"),
  },
  deadlines: { ...own, CASES_TABLE: table("cases", "get", "put", "query:worklist") },
  follow: {
    ...own,
    ...fieldKeys,
    PERSONAL_DATA_DAYS: setting("personalDataDays"),
    DEAD_LETTER_QUEUE_URL: deadLetters,
  },
  examinations: {
    ...own,
    CASES_TABLE: table("cases", ...cases),
    DOCUMENTS_TABLE: table("documents", "getMany", "put"),
    DEAD_LETTER_QUEUE_URL: deadLetters,
  },
  owedResults: {
    ...fieldKeys,
    ARCHIVES_TABLE: table("archives", "get", "query"),
    CASES_TABLE: table("cases", "get", "query", "query:worklist", "query:byAcceptance", "query:byEnd"),
    CALENDAR_TABLE: calendar,
    CATALOGUE_TABLE: table("catalogue", "get"),
    COMMITMENTS_TABLE: table("commitments", "get", "query", "query:byChange"),
    DELIVERIES_TABLE: table("deliveries", "query"),
    EXAMINATIONS_TABLE: table("examinations", "getMany", "query", "query:byCase"),
    LICENCES_TABLE: table("licences", "get", "query", "query:byHolder", "query:byChange"),
    NOTICES_TABLE: table("notices", "get"),
    PAYMENTS_TABLE: table("payments", "get", "getMany", "query", "query:byCase"),
    POLICIES_TABLE: table("policies", "get"),
    RATINGS_TABLE: table("ratings", "get", "getMany", "query"),
    RECTIFICATIONS_TABLE: table("rectifications", "get", "getMany", "query"),
    DOCUMENTS_BUCKET: objects("documents/official/*", "get", "notice"),
    PERSON_INDEX_SECRET: secret("personIndex"),
    BUS_NAME: bus,
  },
  jointMatters: {
    ...own,
    ...fieldKeys,
    CATALOGUE_TABLE: table("catalogue", "get"),
    DEAD_LETTER_QUEUE_URL: deadLetters,
  },
};

/** What `case-follow` hears of licences; and the event of its own that `case-follow` handles: a decision that is gone is made anew in another case. */
export const licenceCorrectionEvents = { corrected: licenceEvents.corrected };
export const remedyEvents = { remedyCarriedOut: caseEvents.remedyCarriedOut };

const { accepted, approved, rejected, partDecided, withdrawn, terminated } = caseEvents;

/** The events that `joint-matters` handles: few cases are joint, and the others' never reach it. */
export const jointEvents = { accepted, approved, rejected, partDecided, withdrawn, terminated };
export const jointCases = { $or: [{ joint: [true] }, { parent: [{ exists: true }] }] };
