import { caseEvents } from "#events/case.ts";
import { deadLetters, fieldKeys, objects, read, readWrite, secret, setting } from "#shared/kernel/needs.ts";
import { allKeys } from "./document.ts";
import { documentedEvents, officialDocumentKeys } from "./official-documents.ts";

const CASES_TABLE = read("cases");

/** In whose name citizens speak. */
const standing = {
  REPRESENTATIONS_TABLE: read("representations"),
  PERSON_INDEX_SECRET: secret("personIndex"),
  ...fieldKeys,
};

/** What each function needs: the infrastructure grants it, the function reads its environment by it. */
export const needs = {
  api: {
    DOCUMENTS_TABLE: readWrite("documents"),
    DOCUMENTS_BUCKET: objects(allKeys, "scannedFiles"),
    CASES_TABLE,
    ...standing,
    /** `none`, `guardDuty`, or `clamav:<host>:<port>`. */
    SCANNER: setting("scanner"),
  },
  abandoned: {
    DOCUMENTS_TABLE: read("documents"),
    DOCUMENTS_BUCKET: objects(allKeys, "tags"),
  },
  officialDocuments: {
    /** Running numbers. */
    DOCUMENTS_TABLE: readWrite("documents"),
    DOCUMENTS_BUCKET: objects(officialDocumentKeys, "files"),
    CASES_TABLE,
    CATALOGUE_TABLE: read("catalogue"),
    EXAMINATIONS_TABLE: read("examinations"),
    LICENCES_TABLE: read("licences"),
    ...fieldKeys,
    DOCUMENT_SEALS_SECRET: secret("documentSeals"),
    DEAD_LETTER_QUEUE_URL: deadLetters,
  },
};

/** The events that `official-documents` handles. */
export const follows = Object.fromEntries(documentedEvents.map((name) => [name, caseEvents[name]]));
