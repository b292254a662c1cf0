import { caseEvents } from "#events/case.ts";
import { licenceEvents } from "#events/licence.ts";
import {
  bus,
  deadLetters,
  fieldKeys,
  objects,
  read,
  readWrite,
  secret,
  setting,
} from "#shared/kernel/needs.ts";

const own = { CASES_TABLE: readWrite("cases"), CALENDAR_TABLE: read("calendar") };
/** In whose name citizens speak. */
const standing = {
  REPRESENTATIONS_TABLE: read("representations"),
  PERSON_INDEX_SECRET: secret("personIndex"),
  ...fieldKeys,
};

/** What each function needs: the infrastructure grants it, the function reads its environment by it. */
export const needs = {
  submission: {
    ...own,
    CATALOGUE_TABLE: read("catalogue"),
    COMMITMENTS_TABLE: read("commitments"),
    DOCUMENTS_TABLE: readWrite("documents"),
    DELIVERIES_TABLE: read("deliveries"),
    RATINGS_TABLE: read("ratings"),
    LICENCES_TABLE: readWrite("licences"),
    ...standing,
    MACHINE_KEYS_SECRET: secret("machineKeys"),
  },
  review: {
    ...own,
    ...standing,
    MACHINE_KEYS_SECRET: secret("machineKeys"),
    CATALOGUE_TABLE: read("catalogue"),
    STAFF_TABLE: read("staff"),
  },
  invitations: { ...own, ...fieldKeys, PERSON_INDEX_SECRET: secret("personIndex") },
  personalData: { CASES_TABLE: readWrite("cases"), ...standing },
  deadlines: own,
  follow: {
    ...own,
    ...fieldKeys,
    PERSONAL_DATA_DAYS: setting("personalDataDays"),
    DEAD_LETTER_QUEUE_URL: deadLetters,
  },
  examinations: { ...own, DOCUMENTS_TABLE: readWrite("documents"), DEAD_LETTER_QUEUE_URL: deadLetters },
  owedResults: {
    ...fieldKeys,
    ARCHIVES_TABLE: read("archives"),
    CASES_TABLE: read("cases"),
    CALENDAR_TABLE: read("calendar"),
    CATALOGUE_TABLE: read("catalogue"),
    COMMITMENTS_TABLE: read("commitments"),
    DELIVERIES_TABLE: read("deliveries"),
    EXAMINATIONS_TABLE: read("examinations"),
    LICENCES_TABLE: read("licences"),
    PAYMENTS_TABLE: read("payments"),
    RATINGS_TABLE: read("ratings"),
    RECTIFICATIONS_TABLE: read("rectifications"),
    DOCUMENTS_BUCKET: objects("documents/official/*", "readFiles"),
    PERSON_INDEX_SECRET: secret("personIndex"),
    BUS_NAME: bus,
  },
  jointMatters: {
    ...own,
    ...fieldKeys,
    CATALOGUE_TABLE: read("catalogue"),
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
